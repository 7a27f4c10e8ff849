import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { get } from '@/api/client';
import { pick, useLanguage } from '@/i18n';
import { Loaded } from '@/ui/Loaded';
import { Money } from '@/ui/Money';
import { Page } from '@/ui/Page';
import { Rows } from '@/ui/Rows';
import { useLedgerTexts } from './texts';

/** A title's accounts, one per merchant. */
export function AccountsPage() {
  const t = useLedgerTexts();
  useLanguage();
  const { code } = useParams({ strict: false }) as { code: string };
  const accounts = useQuery({
    queryKey: ['ledger', 'accounts', code],
    queryFn: () => get('/v1/ledger/accounts', { query: { code } }),
  });
  return (
    <Loaded query={accounts}>
      {(data) => {
        const first = data.items?.[0];
        return (
          <Page
            title={first ? pick(first.name_zh, first.name_en) : code}
            note={<span className="mono">{code}</span>}
            back="/ledger"
          >
            <section className="panel">
              <Rows
                label={code}
                rows={data.items}
                rowKey={(a) => a.account}
                to={(a) => `/ledger/account?account=${a.account}`}
                empty={t('noAccounts')}
                columns={[
                  {
                    key: 'owner',
                    title: t('owner'),
                    narrow: 'title',
                    render: (a) => a.merchant_name || a.account,
                  },
                  {
                    key: 'debit',
                    title: t('debit'),
                    align: 'right',
                    render: (a) => <Money fen={a.debit_fen} />,
                  },
                  {
                    key: 'credit',
                    title: t('credit'),
                    align: 'right',
                    render: (a) => <Money fen={a.credit_fen} />,
                  },
                  {
                    key: 'balance',
                    title: t('balance'),
                    align: 'right',
                    narrow: 'figure',
                    render: (a) => <Money fen={a.balance_fen} />,
                  },
                  {
                    key: 'held',
                    title: t('held'),
                    align: 'right',
                    render: (a) => <Money fen={a.held_fen} />,
                  },
                ]}
              />
            </section>
          </Page>
        );
      }}
    </Loaded>
  );
}
