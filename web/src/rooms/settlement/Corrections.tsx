import { useQuery } from '@tanstack/react-query';
import { get } from '@/api/client';
import { Loaded } from '@/ui/Loaded';
import { Page } from '@/ui/Page';
import { Adjustments } from './Adjustments';
import { Freezes } from './Freezes';
import { MoneyTabs } from './MoneyTabs';
import { useSettlementTexts } from './texts';

/** What people change about a merchant's balance, each the work of two. */
export function Corrections() {
  const t = useSettlementTexts();
  const corrections = useQuery({
    queryKey: ['corrections'],
    queryFn: () => get('/v1/settlement/corrections'),
    refetchInterval: 15_000,
  });
  return (
    <Page title={t('corrections')} note={t('correctionsNote')}>
      <MoneyTabs />
      <Loaded query={corrections}>
        {(data) => (
          <>
            <Adjustments rows={data.adjustments ?? []} />
            <Freezes rows={data.freezes ?? []} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
