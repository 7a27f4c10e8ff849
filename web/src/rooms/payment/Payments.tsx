import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { get } from '@/api/client';
import type { Payment } from '@/api/types';
import { Money } from '@/ui/Money';
import { useName } from '@/ui/names';
import { Page } from '@/ui/Page';
import { ProblemView } from '@/ui/ProblemView';
import { Rows } from '@/ui/Rows';
import { StatusOf } from '@/ui/StatusOf';
import { useUiTexts } from '@/ui/texts';
import { shortMoment } from '@/ui/time';
import styles from './Payment.module.css';
import { usePaymentTexts } from './texts';

interface Filters {
  status?: string;
  kind?: string;
  date?: string;
  q?: string;
}

const statuses = ['approved', 'declined', 'uncertain', 'reversed'];
const kinds = ['sale', 'void', 'refund', 'preauth', 'completion'];

/** Money that flows back to the customer is shown with its sign. */
export function signed(p: Pick<Payment, 'kind' | 'requested_fen' | 'approved_fen'>): number {
  const fen = p.approved_fen || p.requested_fen;
  return ['void', 'refund', 'completion_void', 'preauth_void'].includes(p.kind) ? -fen : fen;
}

export function Payments() {
  const t = usePaymentTexts();
  const ui = useUiTexts();
  const name = useName();
  const { status, kind, date, q } = useSearch({ strict: false }) as Filters;
  const payments = useInfiniteQuery({
    queryKey: ['payments', { status, kind, date, q }],
    queryFn: ({ pageParam }) => get('/v1/payments', { query: { status, kind, date, q, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next || undefined,
    refetchInterval: 15_000,
  });
  const rows = payments.data?.pages.flatMap((p) => p.items ?? []);
  return (
    <Page title={t('title')} note={t('note')}>
      <section className="panel stack">
        <FilterBar filters={{ status, kind, date, q }} />
        <ProblemView error={payments.error} onRetry={() => payments.refetch()} />
        {!payments.error && (
          <Rows
            label={t('title')}
            rows={rows}
            rowKey={(p) => p.id}
            to={(p) => `/payments/${p.id}`}
            empty={t('none')}
            columns={[
              { key: 'at', title: t('at'), render: (p) => shortMoment(p.occurred_at) },
              {
                key: 'kind',
                title: t('kind'),
                narrow: 'title',
                render: (p) => `${name(p.kind)} · ${name(p.channel)}`,
              },
              {
                key: 'amount',
                title: t('amount'),
                align: 'right',
                narrow: 'figure',
                render: (p) => <Money fen={signed(p)} />,
              },
              {
                key: 'status',
                title: t('status'),
                render: (p) => <StatusOf value={p.status} room="payment" />,
              },
              {
                key: 'card',
                title: t('card'),
                render: (p) => <span className="mono">{p.pan_mask || '–'}</span>,
              },
              { key: 'rrn', title: t('rrn'), render: (p) => <span className="mono">{p.rrn || '–'}</span> },
              {
                key: 'terminal',
                title: t('terminal'),
                narrow: 'hide',
                render: (p) => <span className="mono">{p.tid || '–'}</span>,
              },
            ]}
          />
        )}
        {payments.hasNextPage && (
          <Button onClick={() => payments.fetchNextPage()} loading={payments.isFetchingNextPage}>
            {ui('loadMore')}
          </Button>
        )}
      </section>
    </Page>
  );
}

function FilterBar({ filters }: { filters: Filters }) {
  const t = usePaymentTexts();
  const name = useName();
  const navigate = useNavigate();
  const set = (change: Filters) => {
    const merged = { ...filters, ...change };
    const search = Object.fromEntries(Object.entries(merged).filter(([, value]) => value));
    navigate({ to: '/payments', search: search as never, replace: true });
  };
  const any = Object.values(filters).some(Boolean);
  return (
    <search className={styles.filters}>
      <Select
        allowClear
        aria-label={t('status')}
        placeholder={t('status')}
        value={filters.status}
        onChange={(status) => set({ status })}
        options={statuses.map((s) => ({ value: s, label: name(s, 'payment') }))}
      />
      <Select
        allowClear
        aria-label={t('kind')}
        placeholder={t('kind')}
        value={filters.kind}
        onChange={(kind) => set({ kind })}
        options={kinds.map((k) => ({ value: k, label: name(k) }))}
      />
      <DatePicker
        aria-label={t('day')}
        placeholder={t('day')}
        value={filters.date ? dayjs(filters.date) : null}
        onChange={(day) => set({ date: day?.format('YYYY-MM-DD') })}
      />
      <Input.Search
        allowClear
        aria-label={t('search_')}
        placeholder={t('search')}
        defaultValue={filters.q}
        onSearch={(q) => set({ q: q.trim() })}
      />
      {any && (
        <Button type="link" onClick={() => navigate({ to: '/payments', search: {} as never })}>
          {t('reset')}
        </Button>
      )}
    </search>
  );
}
