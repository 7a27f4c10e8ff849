import { useQuery } from '@tanstack/react-query';
import { get } from '@/api/client';
import { Loaded } from '@/ui/Loaded';
import { useName } from '@/ui/names';
import { Page } from '@/ui/Page';
import { Rows } from '@/ui/Rows';
import { StatusOf } from '@/ui/StatusOf';
import { useMerchantTexts } from './texts';

export function useMerchants() {
  return useQuery({ queryKey: ['merchants'], queryFn: () => get('/v1/merchants') });
}

export function Merchants() {
  const t = useMerchantTexts();
  const name = useName();
  const merchants = useMerchants();
  return (
    <Page title={t('title')} note={t('note')}>
      <section className="panel">
        <Loaded query={merchants}>
          {(data) => (
            <Rows
              label={t('title')}
              rows={data.items}
              rowKey={(m) => m.id}
              to={(m) => `/merchants/${m.id}`}
              empty={t('none')}
              columns={[
                { key: 'name', title: t('name'), narrow: 'title', render: (m) => m.short_name || m.name },
                { key: 'mid', title: t('mid'), render: (m) => <span className="mono">{m.mid}</span> },
                { key: 'mcc', title: t('mcc'), render: (m) => m.mcc },
                { key: 'kind', title: t('kind'), render: (m) => name(m.kind) },
                {
                  key: 'status',
                  title: t('status'),
                  narrow: 'figure',
                  render: (m) => <StatusOf value={m.status} />,
                },
              ]}
            />
          )}
        </Loaded>
      </section>
    </Page>
  );
}
