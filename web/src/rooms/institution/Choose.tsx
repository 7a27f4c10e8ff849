import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { get } from '@/api/client';
import type { FeeRow, Institution, List } from '@/api/types';
import { pick, useLanguage } from '@/i18n';
import { Loaded } from '@/ui/Loaded';
import { percent, yuan } from '@/ui/money';
import { useName } from '@/ui/names';
import { Page } from '@/ui/Page';
import { Status } from '@/ui/Status';
import styles from './Choose.module.css';
import { useInstitutionTexts } from './texts';

export function useInstitutions() {
  return useQuery({
    queryKey: ['institutions'],
    queryFn: () => get<List<Institution>>('/v1/institutions'),
    staleTime: 60_000,
  });
}

/** Step one: which institution, with its licence and its price in one view. */
export function Choose() {
  const t = useInstitutionTexts();
  const institutions = useInstitutions();
  return (
    <Page title={t('choose')} note={t('chooseNote')}>
      <Alert type="warning" showIcon title={t('warning')} />
      <Loaded query={institutions}>
        {(data) => (
          <div className={styles.cards}>
            {data.items.map((i) => (
              <InstitutionCard key={i.id} institution={i} />
            ))}
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function InstitutionCard({ institution: i }: { institution: Institution }) {
  const t = useInstitutionTexts();
  const name = useName();
  useLanguage();
  return (
    <article className={styles.card}>
      <header>
        <h2>{pick(i.name_zh, i.name_en)}</h2>
        <Status tone={i.kind === 'BANK' ? 'good' : 'busy'}>{name(i.kind)}</Status>
      </header>
      <dl>
        <div>
          <dt>{t('licence')}</dt>
          <dd className="mono">{i.licence_no || '–'}</dd>
        </div>
        <div>
          <dt>{t('sla')}</dt>
          <dd>{i.sla_days ? t('slaDays', { n: i.sla_days }) : '–'}</dd>
        </div>
        <div>
          <dt>{t('deposit')}</dt>
          <dd className="num">{i.deposit_fen === 0 ? t('free') : yuan(i.deposit_fen)}</dd>
        </div>
        <div>
          <dt>{t('hotline')}</dt>
          <dd className="num">{i.hotline || '–'}</dd>
        </div>
      </dl>
      <h3>{t('fees')}</h3>
      <Fees rows={i.fees ?? []} />
      <Link to={`/apply/${i.code || i.id}` as string}>
        <Button type="primary" block>
          {t('pick')}
        </Button>
      </Link>
    </article>
  );
}

export function Fees({ rows }: { rows: FeeRow[] }) {
  const t = useInstitutionTexts();
  const name = useName();
  return (
    <ul className={styles.fees}>
      {rows.map((f) => (
        <li key={f.product}>
          <span>{pick(f.name_zh, f.name_en) || name(f.product)}</span>
          <strong className="num">{percent(f.ppm)}</strong>
          <span className="soft num">{(f.cap_fen ?? 0) > 0 ? t('cap', { fen: yuan(f.cap_fen) }) : ''}</span>
        </li>
      ))}
    </ul>
  );
}
