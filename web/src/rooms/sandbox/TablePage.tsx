import { useQuery } from '@tanstack/react-query';
import { get } from '@/api/client';
import { pick, useLanguage } from '@/i18n';
import { Loaded } from '@/ui/Loaded';
import { Page } from '@/ui/Page';
import { Rows } from '@/ui/Rows';
import { useSandboxTexts } from './texts';

export function TablePage() {
  const t = useSandboxTexts();
  useLanguage();
  const table = useQuery({
    queryKey: ['sandbox', 'table'],
    queryFn: () => get('/v1/sandbox/table'),
    staleTime: 300_000,
  });
  return (
    <Page title={t('table')} note={t('tableNote')}>
      <section className="panel">
        <Loaded query={table}>
          {(data) => (
            <Rows
              label={t('table')}
              rows={data.items}
              rowKey={(l) => `${l.group}/${l.trigger}`}
              columns={[
                { key: 'group', title: t('group'), render: (l) => t(`g_${l.group}` as 'g_card') },
                {
                  key: 'input',
                  title: t('input'),
                  narrow: 'title',
                  render: (l) => <span className="mono">{l.trigger}</span>,
                },
                { key: 'pin', title: t('pin'), render: (l) => <span className="mono">{l.pin || '–'}</span> },
                { key: 'effect', title: t('effect'), render: (l) => pick(l.zh, l.en) },
              ]}
            />
          )}
        </Loaded>
      </section>
    </Page>
  );
}
