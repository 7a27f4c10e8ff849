import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { get } from '@/api/client';
import { Postings } from '@/rooms/payment/Postings';
import { Money } from '@/ui/Money';
import { useName } from '@/ui/names';
import { StatusOf } from '@/ui/StatusOf';
import { usePosTexts } from './texts';

/** What the last payment did to the books, read from the house, not from the terminal. */
export function Ledger({ number }: { number: string | undefined }) {
  const t = usePosTexts();
  const name = useName();
  const payment = useQuery({
    queryKey: ['payments', 'of', number],
    queryFn: async () => {
      const found = await get('/v1/payments', { query: { q: number } });
      const first = found.items?.[0];
      return first ? get('/v1/payments/{id}', { path: { id: first.id } }) : null;
    },
    enabled: !!number,
    refetchInterval: (q) => (q.state.data === null || q.state.data?.status === 'uncertain' ? 2_000 : 10_000),
  });
  const p = payment.data;
  if (!p) return <p className="soft">{t('postingsNone')}</p>;
  return (
    <div className="stack">
      <div className="row">
        <strong>{name(p.kind)}</strong>
        <Money fen={p.approved_fen || p.requested_fen} />
        <StatusOf value={p.status} room="payment" />
      </div>
      <Postings postings={p.postings} />
      <Link to={`/payments/${p.id}` as string}>{t('openPayment')}</Link>
    </div>
  );
}
