import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { fetchSession, sessionKey } from '@/api/session';
import { NoSuchPage, PageFault } from '@/shell/Fault';

const root = createRootRouteWithContext<{ cache: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NoSuchPage,
  errorComponent: ({ error, reset }) => <PageFault error={error} reset={reset} />,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/signin',
  component: lazyRouteComponent(() => import('@/shell/SignIn'), 'SignIn'),
});

// Open to everyone: what each institution asks for, before there is an account.
const open = createRoute({
  getParentRoute: () => root,
  id: 'open',
  component: lazyRouteComponent(() => import('@/shell/OpenFrame'), 'OpenFrame'),
});

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: lazyRouteComponent(() => import('@/shell/Shell'), 'Shell'),
  beforeLoad: async ({ context, location }) => {
    const session = await context.cache.ensureQueryData({ queryKey: sessionKey, queryFn: fetchSession });
    if (!session) throw redirect({ to: '/signin', search: { to: location.href } as never });
  },
});

type View = () => React.ReactNode;

function view<N extends string, M extends Record<N, View>>(load: () => Promise<M>, name: N) {
  return lazyRouteComponent(() => load().then((m) => ({ default: m[name] as View })));
}

function page<P extends string, N extends string, M extends Record<N, View>>(
  path: P,
  load: () => Promise<M>,
  name: N,
) {
  return createRoute({ getParentRoute: () => inside, path, component: view(load, name) });
}

function openPage<P extends string, N extends string, M extends Record<N, View>>(
  path: P,
  load: () => Promise<M>,
  name: N,
) {
  return createRoute({ getParentRoute: () => open, path, component: view(load, name) });
}

const tree = root.addChildren([
  signIn,
  open.addChildren([
    openPage('/apply', () => import('@/rooms/institution/Choose'), 'Choose'),
    openPage('/apply/$institution', () => import('@/rooms/onboarding/Readiness'), 'Readiness'),
    openPage('/register/$institution', () => import('@/rooms/onboarding/Register'), 'Register'),
  ]),
  inside.addChildren([
    page('/', () => import('@/rooms/home/Home'), 'Home'),
    page('/applications', () => import('@/rooms/onboarding/Applications'), 'Applications'),
    page('/applications/$id', () => import('@/rooms/onboarding/ApplicationPage'), 'ApplicationPage'),
    page('/timeline/$id', () => import('@/rooms/report/JourneyPage'), 'JourneyPage'),
    page('/reviews', () => import('@/rooms/review/Reviews'), 'Reviews'),
    page('/reviews/$id', () => import('@/rooms/review/ReviewPage'), 'ReviewPage'),
    page('/contracts', () => import('@/rooms/contract/Contracts'), 'Contracts'),
    page('/contracts/$id', () => import('@/rooms/contract/ContractPage'), 'ContractPage'),
    page('/deposits', () => import('@/rooms/billing/Deposits'), 'Deposits'),
    page('/deposits/$id', () => import('@/rooms/billing/DepositPage'), 'DepositPage'),
    page('/merchants', () => import('@/rooms/merchant/Merchants'), 'Merchants'),
    page('/merchants/$id', () => import('@/rooms/merchant/MerchantPage'), 'MerchantPage'),
    page('/terminals', () => import('@/rooms/terminal/Terminals'), 'Terminals'),
    page('/terminals/$id', () => import('@/rooms/terminal/TerminalPage'), 'TerminalPage'),
    page('/work-orders', () => import('@/rooms/fieldwork/WorkOrders'), 'WorkOrders'),
    page('/work-orders/$id', () => import('@/rooms/fieldwork/WorkOrderPage'), 'WorkOrderPage'),
    page('/training', () => import('@/rooms/training/Training'), 'Training'),
    page('/training/exam', () => import('@/rooms/training/ExamPage'), 'ExamPage'),
    page('/training/$id', () => import('@/rooms/training/CoursePage'), 'CoursePage'),
    page('/certificates', () => import('@/rooms/training/Certificates'), 'Certificates'),
    page('/payments', () => import('@/rooms/payment/Payments'), 'Payments'),
    page('/payments/$id', () => import('@/rooms/payment/PaymentPage'), 'PaymentPage'),
    page('/settlement', () => import('@/rooms/settlement/Days'), 'Days'),
    page('/settlement/$date', () => import('@/rooms/settlement/DayPage'), 'DayPage'),
    page('/payouts', () => import('@/rooms/settlement/Payouts'), 'Payouts'),
    page('/corrections', () => import('@/rooms/settlement/Corrections'), 'Corrections'),
    page('/receipts', () => import('@/rooms/billing/Receipts'), 'Receipts'),
    page('/accounts', () => import('@/rooms/account/AccountsPage'), 'AccountsPage'),
    page('/ledger', () => import('@/rooms/ledger/TrialPage'), 'TrialPage'),
    page('/ledger/account', () => import('@/rooms/ledger/LedgerAccountPage'), 'LedgerAccountPage'),
    page('/ledger/$code', () => import('@/rooms/ledger/AccountsPage'), 'AccountsPage'),
    page('/statements/$id', () => import('@/rooms/ledger/MerchantStatementPage'), 'MerchantStatementPage'),
    page('/keys', () => import('@/rooms/keys/KeysPage'), 'KeysPage'),
    page('/sms', () => import('@/rooms/notify/SmsInbox'), 'SmsInbox'),
    page('/events', () => import('@/rooms/events/Parked'), 'Parked'),
    page('/audit', () => import('@/rooms/audit/AuditPage'), 'AuditPage'),
    page('/params', () => import('@/rooms/institution/Params'), 'Params'),
    page('/users', () => import('@/rooms/identity/Users'), 'Users'),
    page('/settings', () => import('@/rooms/identity/Settings'), 'Settings'),
    page('/sandbox/clock', () => import('@/rooms/sandbox/ClockPage'), 'ClockPage'),
    page('/sandbox/table', () => import('@/rooms/sandbox/TablePage'), 'TablePage'),
    page('/guide', () => import('@/rooms/guide/Guide'), 'Guide'),
    page('/pos', () => import('@/pos/PosPage'), 'PosPage'),
  ]),
]);

export function makeRouter(cache: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { cache },
    // What stands in the address is text: an account 1002 is no number.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (values) => {
      const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
      return given.length > 0 ? `?${new URLSearchParams(given.map(([k, v]) => [k, String(v)]))}` : '';
    },
    defaultPreload: 'intent',
    defaultErrorComponent: ({ error, reset }) => <PageFault error={error} reset={reset} />,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
