// Names for what the API describes. The shapes come from schema.d.ts, made from
// /openapi.json by "npm run types".
import type { components } from './schema';

type Schemas = components['schemas'];

export type Session = Omit<Schemas['Session'], 'roles'> & { roles: string[] };
export type Institution = Schemas['InstitutionOffer'];
export type DocumentType = Schemas['DocumentType'];
export type Trade = Schemas['Trade'];
export type HistoryStep = Schemas['LifeStep'];
export type Application = Schemas['Application'];
export type ApplicationDocument = Schemas['ApplicationDocument'];
export type ApplicationPatch = Schemas['ApplicationPatch'];
export type ReviewItem = Schemas['ReviewItem'];
export type Contract = Schemas['Contract'];
export type Clause = Schemas['ContractClause'];
export type FeeRow = Schemas['ContractFee'];
export type Question = Schemas['ContractQuestion'];
export type Deposit = Schemas['Deposit'];
export type Merchant = Schemas['Merchant'];
export type MerchantView = Schemas['MerchantView'];
export type Terminal = Schemas['Terminal'];
export type WorkOrder = Schemas['WorkOrder'];
export type WorkItem = Schemas['WorkItem'];
export type WorkTest = Schemas['WorkTest'];
export type Course = Schemas['Course'];
export type Exam = Schemas['Exam'];
export type ExamQuestion = Schemas['ExamQuestion'];
export type StaffMember = Schemas['StaffMember'];
export type Payment = Schemas['Payment'];
export type PaymentDetail = Schemas['PaymentDetail'];
export type Posting = Schemas['LedgerPosting'];
export type Today = Schemas['OwnerDay'];
export type SettlementDay = Schemas['SettlementDay'];
export type SettlementStep = Schemas['SettlementStep'];
export type Payout = Schemas['Payout'];
export type ParkedEvent = Schemas['ParkedEvent'];
export type AuditLine = Schemas['AuditLine'];
export type Param = Schemas['Param'];
export type ParamChange = Schemas['ParamChange'];
export type User = Schemas['User'];
export type Sms = Schemas['Message'];
export type Queue = Schemas['WorkQueue'];
export type JourneyItem = Schemas['TimelineItem'];
export type Hit = Schemas['SearchHit'];
