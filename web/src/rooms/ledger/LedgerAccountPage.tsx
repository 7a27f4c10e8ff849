import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { get } from '@/api/client';
import { pick, useLanguage } from '@/i18n';
import { Loaded } from '@/ui/Loaded';
import { Page } from '@/ui/Page';
import { PaperHead } from './PaperHead';
import { Period, usePeriod } from './Period';
import { StatementView } from './StatementView';

/** An account of the chart and what happened on it. */
export function LedgerAccountPage() {
  useLanguage();
  const { account = '' } = useSearch({ strict: false }) as { account?: string };
  const [period, setPeriod] = usePeriod();
  const statement = useQuery({
    queryKey: ['ledger', 'statement', account, period],
    queryFn: () => get('/v1/ledger/statement', { query: { account, ...period } }),
  });
  const code = account.split('/')[0] ?? '';
  return (
    <Loaded query={statement}>
      {(data) => (
        <Page
          title={pick(data.name_zh, data.name_en)}
          note={
            <>
              <span className="mono">{code}</span>
              {data.merchant_name && ` · ${data.merchant_name}`}
            </>
          }
          back={data.merchant ? `/ledger/${code}` : '/ledger'}
        >
          <PaperHead />
          <Period from={data.from} to={data.to} onShow={setPeriod} />
          <StatementView statement={data} />
        </Page>
      )}
    </Loaded>
  );
}
