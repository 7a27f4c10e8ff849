import type { Role } from '@/api/session';

export type Item = { to: string; text: MenuText };
export type MenuText =
  | 'home'
  | 'applications'
  | 'reviews'
  | 'contracts'
  | 'contractFees'
  | 'deposits'
  | 'merchants'
  | 'terminals'
  | 'workOrders'
  | 'training'
  | 'staff'
  | 'certificates'
  | 'payments'
  | 'settlement'
  | 'payouts'
  | 'payoutList'
  | 'audit'
  | 'events'
  | 'params'
  | 'users'
  | 'corrections'
  | 'accounts'
  | 'ledger'
  | 'keys'
  | 'till';

const at: Record<MenuText, string> = {
  home: '/',
  applications: '/applications',
  reviews: '/reviews',
  contracts: '/contracts',
  contractFees: '/contracts',
  deposits: '/deposits',
  merchants: '/merchants',
  terminals: '/terminals',
  workOrders: '/work-orders',
  training: '/training',
  staff: '/training',
  certificates: '/certificates',
  payments: '/payments',
  settlement: '/settlement',
  payouts: '/payouts',
  payoutList: '/payouts',
  audit: '/audit',
  events: '/events',
  params: '/params',
  users: '/users',
  corrections: '/corrections',
  accounts: '/accounts',
  ledger: '/ledger',
  keys: '/keys',
  till: '/pos',
};

// At most seven per role; a person with several roles sees the first role's menu
// and reaches the rest from the home page and the search.
const menus: Record<Role, MenuText[]> = {
  owner: ['home', 'applications', 'contractFees', 'payments', 'payouts', 'terminals', 'staff'],
  manager: ['home', 'payments', 'payouts', 'terminals', 'staff'],
  cashier: ['home', 'till', 'payments', 'training'],
  rm: ['home', 'applications', 'contracts', 'merchants'],
  entry: ['home', 'applications'],
  reviewer1: ['home', 'reviews', 'applications', 'merchants', 'accounts'],
  reviewer2: ['home', 'reviews', 'applications', 'merchants', 'accounts'],
  risk: ['home', 'merchants', 'contracts', 'payments', 'terminals', 'corrections', 'applications'],
  compliance: ['home', 'reviews', 'merchants', 'contracts', 'corrections', 'audit', 'users'],
  ops: ['home', 'contracts', 'deposits', 'terminals', 'workOrders', 'merchants', 'events'],
  engineer: ['home', 'workOrders', 'terminals', 'keys'],
  settle_maker: ['home', 'settlement', 'payoutList', 'ledger', 'payments', 'deposits', 'merchants'],
  settle_checker: ['home', 'settlement', 'payoutList', 'ledger', 'payments', 'deposits', 'merchants'],
  cs: ['home', 'payments', 'merchants', 'applications', 'terminals'],
  trainer: ['home', 'training', 'certificates'],
  auditor: ['home', 'audit', 'payments', 'settlement', 'applications', 'merchants', 'params'],
  admin: ['home', 'users', 'params', 'events'],
  keyholder1: ['home', 'keys', 'terminals'],
  keyholder2: ['home', 'keys', 'terminals'],
  integrator: ['home', 'till', 'payments', 'events'],
};

export function menuOf(roles: readonly string[]): Item[] {
  const seen = new Set<string>();
  const items: Item[] = [];
  for (const role of roles) {
    for (const text of menus[role as Role] ?? []) {
      if (seen.has(at[text]) || items.length === 7) continue;
      seen.add(at[text]);
      items.push({ to: at[text], text });
    }
  }
  return items.length > 0 ? items : [{ to: '/', text: 'home' }];
}
