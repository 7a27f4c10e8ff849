import { useQuery } from '@tanstack/react-query';
import { get } from '@/api/client';
import { pick, useLanguage } from '@/i18n';
import { Loaded } from '@/ui/Loaded';
import { Page } from '@/ui/Page';
import { Rows } from '@/ui/Rows';
import { useSandboxTexts } from './texts';

interface Line {
  group?: string;
  group_zh?: string;
  group_en?: string;
  input: string;
  pin?: string;
  effect_zh: string;
  effect_en: string;
}

export function TablePage() {
  const t = useSandboxTexts();
  useLanguage();
  const table = useQuery({
    queryKey: ['sandbox', 'table'],
    queryFn: () => get<{ items: Line[] }>('/v1/sandbox/table'),
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
              rowKey={(l) => `${l.group}/${l.input}/${l.effect_en}`}
              columns={[
                { key: 'group', title: t('group'), render: (l) => pick(l.group_zh, l.group_en) || l.group },
                {
                  key: 'input',
                  title: t('input'),
                  narrow: 'title',
                  render: (l) => <span className="mono">{l.input}</span>,
                },
                { key: 'pin', title: t('pin'), render: (l) => <span className="mono">{l.pin || '–'}</span> },
                { key: 'effect', title: t('effect'), render: (l) => pick(l.effect_zh, l.effect_en) },
              ]}
            />
          )}
        </Loaded>
      </section>
    </Page>
  );
}
