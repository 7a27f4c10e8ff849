// Names for what the API describes. The shapes come from schema.d.ts, made from
// /openapi.json by "npm run types".
import type { components } from './schema';

type Schemas = components['schemas'];

export interface List<T> {
  items: T[] | null;
  next?: string;
}

export type Session = Omit<Schemas['SessionView'], 'roles'> & { roles: string[] };
export type Institution = Schemas['Offer'];
export type DocumentType = Schemas['Document'];
export type Trade = Schemas['Trade'];
export type HistoryStep = Schemas['LifeStep'];
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
export type Today = Schemas['TodayView'];
export type SettlementDay = Schemas['SettlementDay'];
export type SettlementStep = Schemas['SettlementStep'];
export type Payout = Schemas['PayoutBody'];
export type ParkedEvent = Schemas['ParkedEvent'];
export type AuditLine = Schemas['Line'];
export type Param = Schemas['Value'];
export type ParamChange = Schemas['Change'];
export type User = Schemas['User'];

export interface ApplicationDocument {
  id: string;
  type: string;
  name?: string;
  mime?: string;
  size?: number;
  sha256?: string;
  status?: string;
  at?: string;
}

export interface RegistryCheck {
  kind: string;
  result: string;
  ok?: boolean;
  detail_zh?: string;
  detail_en?: string;
  ref?: string;
  at?: string;
}

export interface ApplicationForm {
  base: {
    license_name?: string;
    short_name?: string;
    mcc?: string;
    business_scope?: string;
    staff_count?: number;
    area_m2?: number;
    est_month_turnover_fen?: number;
    est_avg_ticket_fen?: number;
    est_max_ticket_fen?: number;
  };
  address: {
    province?: string;
    city?: string;
    district?: string;
    detail?: string;
    lon?: string;
    lat?: string;
  };
  license: { uscc?: string; start?: string; end?: string };
  legal: { name?: string; id_no?: string; id_start?: string; id_end?: string; mobile?: string };
  contact: { name?: string; mobile?: string; email?: string };
  settle: {
    acct_type?: string;
    acct_name?: string;
    acct_no?: string;
    bank_code?: string;
    bank_name?: string;
    reserved_mobile?: string;
    cycle?: string;
  };
  products: string[];
}

export interface Application extends Partial<ApplicationForm> {
  id: string;
  number?: string;
  institution: string;
  kind: string;
  status: string;
  version?: number;
  merchant?: string;
  promised_date?: string;
  limit_date?: string;
  provisional?: boolean;
  created_at?: string;
  submitted_at?: string;
  documents?: ApplicationDocument[];
  checks?: RegistryCheck[];
  consents?: Record<string, unknown>;
  decisions?: Decision[];
  return_reason?: string;
  steps?: HistoryStep[];
}

export interface Decision {
  level: number;
  decision: string;
  reason_code?: string;
  reason?: string;
  by?: string;
  at?: string;
  checklist?: Record<string, boolean>;
}

export interface ReviewItem {
  id: string;
  number: string;
  name?: string;
  kind?: string;
  mcc?: string;
  status: string;
  level?: number;
  claimed_by?: string;
  submitted_at?: string;
  promised_date?: string;
  limit_date?: string;
  overdue?: boolean;
}

export interface Sms {
  id?: string;
  to: string;
  text: string;
  kind?: string;
  at: string;
  status?: string;
}

export interface Queue {
  name: string;
  title_zh?: string;
  title_en?: string;
  count: number;
  oldest_at?: string;
  link: string;
}

export interface JourneyStage {
  stage: string;
  title_zh?: string;
  title_en?: string;
  at?: string;
  note_zh?: string;
  note_en?: string;
  link?: string;
  by?: string;
}

export interface Journey {
  application?: string;
  number?: string;
  name?: string;
  items: JourneyStage[];
}

export interface NotifySetting {
  kind: string;
  name_zh: string;
  name_en: string;
  on: boolean;
  locked?: boolean;
}
