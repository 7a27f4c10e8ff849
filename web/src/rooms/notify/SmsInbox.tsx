import { useQuery } from '@tanstack/react-query';
import { Empty, Select } from 'antd';
import { useState } from 'react';
import { get } from '@/api/client';
import { Loaded } from '@/ui/Loaded';
import { Page } from '@/ui/Page';
import { moment } from '@/ui/time';
import styles from './Sms.module.css';
import { useNotifyTexts } from './texts';

/** The sandbox's telephones: messages as their owners see them. */
export function SmsInbox() {
  const t = useNotifyTexts();
  const [number, setNumber] = useState<string>();
  const inbox = useQuery({
    queryKey: ['sms'],
    queryFn: () => get('/v1/sms'),
    refetchInterval: 5_000,
  });
  return (
    <Page title={t('title')} note={t('note')}>
      <Loaded query={inbox}>
        {(data) => {
          const items = data.items ?? [];
          const numbers = [...new Set(items.map((m) => m.to))];
          const shown = items.filter((m) => !number || m.to === number);
          return (
            <>
              <Select
                allowClear
                className={styles.filter}
                aria-label={t('filter')}
                placeholder={t('all')}
                value={number}
                onChange={setNumber}
                options={numbers.map((n) => ({ value: n, label: n }))}
              />
              {shown.length === 0 && <Empty description={t('none')} />}
              <ol className={styles.messages}>
                {shown.map((m, index) => (
                  <li key={m.id ?? `${m.at}/${index}`} className={styles.message}>
                    <div className={styles.meta}>
                      <span className="num">
                        {t('to')} {m.to}
                      </span>
                      <time dateTime={m.at}>{moment(m.at)}</time>
                    </div>
                    <p className={styles.bubble} lang={/[\u4e00-\u9fff]/.test(m.text) ? 'zh-CN' : 'en'}>
                      {m.text}
                    </p>
                  </li>
                ))}
              </ol>
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
