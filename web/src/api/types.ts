// Names for what the API describes. The shapes come from schema.d.ts, made from
// /openapi.json by "npm run types".
import type { components } from './schema';

type Schemas = components['schemas'];

export type Session = Omit<Schemas['SessionView'], 'roles'> & { roles: string[] };
export type Institution = Schemas['Offer'];
export type DocumentType = Schemas['Document'];
export type Trade = Schemas['Trade'];
export type HistoryStep = Schemas['LifeStep'];
export type Application = Schemas['ApplicationBody'];
export type ApplicationDocument = Schemas['PaperBody'];
export type ApplicationPatch = Schemas['Patch'];
export type ReviewItem = Schemas['ReviewItem'];
export type Contract = Schemas['ContractBody'];
export type Clause = Schemas['ClauseBody'];
export type FeeRow = Schemas['FeeBody'];
export type Question = Schemas['QuestionBody'];
export type Deposit = Schemas['DepositBody'];
export type Merchant = Schemas['Merchant'];
export type MerchantView = Schemas['View'];
export type Terminal = Schemas['TerminalBody'];
export type WorkOrder = Schemas['WorkOrderBody'];
export type WorkItem = Schemas['WorkItemBody'];
export type WorkTest = Schemas['WorkTestBody'];
export type Course = Schemas['CourseBody'];
export type Exam = Schemas['ExamBody'];
export type ExamQuestion = Schemas['AskedBody'];
export type StaffMember = Schemas['StaffBody'];
export type Payment = Schemas['PaymentView'];
export type PaymentDetail = Schemas['PaymentView'] & Schemas['PaymentDetail'];
export type Posting = Schemas['Posting'];
export type Today = Schemas['TodayBody'];
export type SettlementDay = Schemas['SettlementDay'];
export type SettlementStep = Schemas['SettlementStep'];
export type Payout = Schemas['PayoutBody'];
export type ParkedEvent = Schemas['ParkedEvent'];
export type AuditLine = Schemas['Line'];
export type Param = Schemas['Value'];
export type ParamChange = Schemas['Change'];
export type User = Schemas['User'];
export type Sms = Schemas['SmsBody'];
export type Queue = Schemas['QueueBody'];
export type JourneyItem = Schemas['TimelineItem'];
export type Hit = Schemas['HitBody'];
