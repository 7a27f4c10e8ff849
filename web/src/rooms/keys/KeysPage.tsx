import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { get } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { Ceremony } from '@/api/types';
import { Loaded } from '@/ui/Loaded';
import { Page } from '@/ui/Page';
import { Rows } from '@/ui/Rows';
import { CeremonyActions } from './CeremonyActions';
import { CeremonySteps } from './CeremonySteps';
import { useKeyTexts } from './texts';
import { ZoneKeys } from './ZoneKeys';

/** The ceremonies: what waits for whom, and what was done by whom. */
export function KeysPage() {
  const t = useKeyTexts();
  const me = useMe();
  return (
    <Page
      title={t('title')}
      note={t('note')}
      actions={<Button onClick={() => window.print()}>{t('print')}</Button>}
    >
      <Terminals />
      {has(me, 'keyholder1', 'keyholder2', 'auditor') && <ZoneKeys />}
    </Page>
  );
}

function Terminals() {
  const t = useKeyTexts();
  const ceremonies = useQuery({
    queryKey: ['keys', 'terminals'],
    queryFn: () => get('/v1/keys/terminals'),
    refetchInterval: 10_000,
  });
  return (
    <section className="panel">
      <h2>{t('terminals')}</h2>
      <Loaded query={ceremonies}>
        {(data) => (
          <Rows
            label={t('terminals')}
            rows={data.items}
            rowKey={(c) => c.terminal}
            empty={t('noTerminals')}
            columns={[
              {
                key: 'terminal',
                title: t('terminal'),
                narrow: 'title',
                render: (c) => <Device ceremony={c} />,
              },
              { key: 'merchant', title: t('merchant'), render: (c) => c.merchant_name || '–' },
              {
                key: 'progress',
                title: t('progress'),
                render: (c) => <CeremonySteps stage={c.stage} note={t(`p_${c.stage}`)} />,
              },
              {
                key: 'kcv',
                title: t('kcv'),
                render: (c) => <span className="mono">{c.key?.kcv || '–'}</span>,
              },
              { key: 'act', title: '', render: (c) => <CeremonyActions ceremony={c} /> },
            ]}
          />
        )}
      </Loaded>
    </section>
  );
}

function Device({ ceremony: c }: { ceremony: Ceremony }) {
  return (
    <>
      <Link to={`/terminals/${c.terminal}` as string} className="mono">
        {c.tid || c.tusn}
      </Link>
      {c.tid && <div className="soft mono">{c.tusn}</div>}
    </>
  );
}
