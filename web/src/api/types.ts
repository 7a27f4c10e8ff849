export interface Session {
  user: string;
  login?: string;
  name: string;
  roles: string[];
  merchant?: string;
  institution: { id: string; code: string; name_zh: string; name_en: string; mode: 'sandbox' | 'live' };
  business_date: string;
  business_time: string;
}

export interface List<T> {
  items: T[];
  next?: string;
}

// ---- institutions, applications, reviews

export interface FeeRow {
  product: string;
  name_zh?: string;
  name_en?: string;
  ppm: number;
  cap_fen?: number;
  min_fen?: number;
}

export interface Institution {
  id: string;
  code: string;
  name_zh: string;
  name_en: string;
  kind: 'BANK' | 'PSP' | string;
  licence_no: string;
  hotline?: string;
  fees?: FeeRow[];
  deposit_fen?: number;
  sla_days?: number;
  mode?: string;
}

export interface DocumentType {
  type: string;
  name_zh: string;
  name_en: string;
  required: boolean;
}

export interface Checklist {
  documents: DocumentType[];
}

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

export interface HistoryStep {
  event: string;
  from?: string;
  to: string;
  by?: string;
  at: string;
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

// ---- contract, billing, merchant

export interface Clause {
  id: string;
  title_zh: string;
  title_en?: string;
  body_zh: string;
  summary_en?: string;
  key?: boolean;
  read_at?: string;
}

export interface Contract {
  id: string;
  number: string;
  status: string;
  merchant?: string;
  merchant_name?: string;
  clauses?: Clause[];
  fees?: FeeRow[];
  deposit_fen?: number;
  digest?: string;
  version?: number;
  sent_at?: string;
  expires_at?: string;
  signed_at?: string;
  countersigned_at?: string;
  effective_at?: string;
  steps?: HistoryStep[];
}

export interface Deposit {
  id: string;
  number: string;
  merchant?: string;
  merchant_name?: string;
  status: string;
  amount_fen: number;
  received_fen?: number;
  opened_at?: string;
  paid_at?: string;
  bank_ref?: string;
  payer?: string;
  account_name?: string;
  account_no?: string;
  bank_name?: string;
  due?: string;
  steps?: HistoryStep[];
}

export interface Condition {
  name: string;
  met: boolean;
  at?: string;
  ref?: string;
}

export interface Merchant {
  id: string;
  mid: string;
  name: string;
  short_name?: string;
  mcc: string;
  kind?: string;
  status: string;
  application?: string;
  application_id?: string;
  conditions?: Condition[];
  switches?: Record<string, boolean>;
  settlement?: { last4?: string; bank?: string; holder_masked?: string; cycle?: string };
  stores?: { id: string; name: string; address?: string }[];
}

// ---- terminal, fieldwork, training

export interface Terminal {
  id: string;
  tusn: string;
  tid?: string;
  mid?: string;
  merchant?: string;
  merchant_id?: string;
  merchant_name?: string;
  model: string;
  status: string;
  batch?: string;
  binding_version?: number;
  binding_hash?: string;
  binding?: Record<string, string>;
  keys?: { usage: string; kcv: string; status: string; at?: string }[];
  stocked_at?: string;
  steps?: HistoryStep[];
}

export interface WorkItem {
  item: string;
  group?: string;
  name_zh: string;
  name_en: string;
  hint_zh?: string;
  hint_en?: string;
  needs_value?: boolean;
  unit?: string;
  required?: boolean;
  ok?: boolean | null;
  value?: string;
  note?: string;
  at?: string;
}

export interface WorkTest {
  case: string;
  name_zh?: string;
  name_en?: string;
  ok?: boolean | null;
  rrn?: string;
  at?: string;
}

export interface WorkOrder {
  id: string;
  number?: string;
  kind?: string;
  status: string;
  merchant?: string;
  merchant_name?: string;
  terminal?: string;
  tid?: string;
  model?: string;
  scheduled_for?: string;
  engineer?: string;
  items?: WorkItem[];
  tests?: WorkTest[];
  opened_at?: string;
  signed_off_at?: string;
  steps?: HistoryStep[];
}

export interface Course {
  id: string;
  code?: string;
  title_zh: string;
  title_en: string;
  minutes?: number;
  sections?: { title_zh: string; title_en: string; body_zh: string; body_en: string }[];
  completed_at?: string;
}

export interface Question {
  id: string;
  text_zh: string;
  text_en: string;
  kind?: 'single' | 'multi' | 'judge' | string;
  options: { key: string; text_zh: string; text_en: string }[];
}

export interface Exam {
  id: string;
  minutes?: number;
  pass?: number;
  questions: Question[];
}

export interface ExamResult {
  score: number;
  passed: boolean;
  certificate?: string;
  expires?: string;
}

export interface StaffMember {
  id?: string;
  user?: string;
  name: string;
  mobile?: string;
  roles?: string[];
  courses_done?: number;
  certificate?: string;
  expires?: string;
}

// ---- payments, settlement

export interface Payment {
  id: string;
  kind: string;
  channel: string;
  status: string;
  mid?: string;
  tid?: string;
  merchant?: string;
  merchant_name?: string;
  batch?: string;
  trace?: string;
  rrn?: string;
  auth_code?: string;
  code?: string;
  code_zh?: string;
  code_en?: string;
  advice_zh?: string;
  advice_en?: string;
  requested_fen: number;
  approved_fen?: number;
  refunded_fen?: number;
  pan_mask?: string;
  issuer?: string;
  entry_mode?: string;
  occurred_at: string;
  business_date?: string;
  channel_date?: string;
  original?: string;
  timeline?: {
    at: string;
    what: string;
    title_zh?: string;
    title_en?: string;
    note_zh?: string;
    note_en?: string;
  }[];
  postings?: Posting[];
}

export interface Posting {
  entry?: string;
  at?: string;
  business_date?: string;
  reason?: string;
  account: string;
  name_zh?: string;
  name_en?: string;
  debit_fen: number;
  credit_fen: number;
}

export interface Today {
  business_date: string;
  received_fen: number;
  count: number;
  average_fen?: number;
  refunded_fen?: number;
  hours?: { hour: number; amount_fen: number; count: number }[];
  channels?: { channel: string; amount_fen: number; count: number }[];
  expected_fen?: number;
  expected_fee_fen?: number;
  expected_date?: string;
  unsettled_fen?: number;
  in_transit_fen?: number;
  paid_fen?: number;
  terminals_online?: number;
  terminals?: number;
}

export interface SettlementStep {
  name: string;
  status: string;
  at?: string;
  by?: string;
  note_zh?: string;
  note_en?: string;
}

export interface SettlementDay {
  date: string;
  status: string;
  steps?: SettlementStep[];
  totals?: Record<string, number>;
  files?: {
    name: string;
    source: string;
    lines?: number;
    amount_fen?: number;
    at?: string;
    status?: string;
  }[];
  differences?: { kind: string; rrn?: string; ours_fen?: number; theirs_fen?: number; status?: string }[];
  plan_by?: string;
}

export interface Payout {
  id: string;
  number?: string;
  date?: string;
  business_date?: string;
  merchant?: string;
  merchant_name?: string;
  status: string;
  gross_fen?: number;
  fee_fen?: number;
  refund_fen?: number;
  net_fen?: number;
  amount_fen?: number;
  account_mask?: string;
  bank_ref?: string;
  result_zh?: string;
  result_en?: string;
  planned_by?: string;
  approved_by?: string;
  at?: string;
}

// ---- the rest

export interface Sms {
  id?: string;
  to: string;
  text: string;
  kind?: string;
  at: string;
  status?: string;
}

export interface ParkedEvent {
  subscriber: string;
  event: string;
  topic: string;
  error: string;
  attempts: number;
  at: string;
}

export interface AuditLine {
  seq?: number;
  at: string;
  by?: string;
  user?: string;
  name?: string;
  verb: string;
  noun?: string;
  noun_id?: string;
  detail?: Record<string, string>;
  hash?: string;
  ip?: string;
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

export interface Param {
  id?: string;
  name: string;
  title_zh?: string;
  title_en?: string;
  value: string;
  unit?: string;
  version?: number;
  from?: string;
  to?: string;
  status?: string;
  maker?: string;
  checker?: string;
  reason?: string;
}

export interface User {
  id: string;
  login: string;
  name: string;
  roles: string[];
  status?: string;
  merchant?: string;
  last_seen_at?: string;
}

export interface NotifySetting {
  kind: string;
  name_zh: string;
  name_en: string;
  on: boolean;
  locked?: boolean;
}
