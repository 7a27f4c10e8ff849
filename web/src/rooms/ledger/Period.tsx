import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useLedgerTexts } from './texts';

export interface Days {
  from?: string;
  to?: string;
}

export function usePeriod() {
  return useState<Days>({});
}

/** First and last business date of what is shown. */
export function Period({
  from,
  to,
  onShow,
  children,
}: {
  from: string;
  to: string;
  onShow: (days: Days) => void;
  children?: React.ReactNode;
}) {
  const t = useLedgerTexts();
  const id = useId();
  const [days, setDays] = useState<Required<Days>>({ from, to });
  const backwards = days.from > days.to;
  const field = (key: 'from' | 'to') => (
    <span className="row">
      <label htmlFor={`${id}-${key}`} className="soft">
        {t(key)}
      </label>
      <Input
        id={`${id}-${key}`}
        type="date"
        style={{ width: 150 }}
        value={days[key]}
        status={backwards ? 'error' : undefined}
        onChange={(e) => setDays({ ...days, [key]: e.target.value })}
      />
    </span>
  );
  return (
    <form
      className="row no-print"
      onSubmit={(e) => {
        e.preventDefault();
        onShow(days);
      }}
    >
      {children}
      {field('from')}
      {field('to')}
      <Button htmlType="submit" disabled={backwards || !days.from || !days.to}>
        {t('show')}
      </Button>
    </form>
  );
}
