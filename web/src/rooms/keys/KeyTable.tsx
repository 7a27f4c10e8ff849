import type { KeyFacts } from '@/api/types';
import { Rows } from '@/ui/Rows';
import { StatusOf } from '@/ui/StatusOf';
import { moment } from '@/ui/time';
import { useWho } from '@/ui/who';
import { useKeyTexts } from './texts';

/** Keys as people see them: what for, the check value, who made and approved them. Never a key. */
export function KeyTable({ rows }: { rows: KeyFacts[] }) {
  const t = useKeyTexts();
  const who = useWho();
  return (
    <>
      <Rows
        label={t('keys')}
        rows={rows}
        rowKey={(k) => k.id ?? `${k.usage}/${k.kcv}`}
        empty={t('none')}
        columns={[
          { key: 'usage', title: t('usage'), narrow: 'title', render: (k) => t(`u_${k.usage}`) },
          { key: 'kcv', title: t('kcv'), render: (k) => <span className="mono">{k.kcv}</span> },
          {
            key: 'status',
            title: t('status'),
            narrow: 'figure',
            render: (k) => <StatusOf value={k.status} room="key" />,
          },
          {
            key: 'made',
            title: t('made'),
            render: (k) => <Act at={k.made_at} by={who(k.made_by, k.made_by_name)} />,
          },
          {
            key: 'approved',
            title: t('approved'),
            render: (k) => <Act at={k.approved_at} by={who(k.approved_by, k.approved_by_name)} />,
          },
          { key: 'exported', title: t('exported'), render: (k) => moment(k.exported_at) },
        ]}
      />
      <p className="soft">{t('never')}</p>
    </>
  );
}

function Act({ at, by }: { at?: string; by?: string }) {
  if (!at) return <>–</>;
  return (
    <>
      {by}
      <br />
      <span className="soft">{moment(at)}</span>
    </>
  );
}
