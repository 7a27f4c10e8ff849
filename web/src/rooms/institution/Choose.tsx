import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { get } from '@/api/client';
import type { Institution } from '@/api/types';
import { pick, useLanguage } from '@/i18n';
import { LinkButton } from '@/ui/LinkButton';
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
    queryFn: () => get('/v1/institutions'),
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
            {(data.items ?? []).map((i) => (
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
  const terms = new Map((i.terms ?? []).map((term) => [term.name, term.value]));
  const number = (key: string) => (terms.has(key) ? Number(terms.get(key)) : undefined);
  const limit = number('review.limit_days');
  const deposit = number('deposit.fen');
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
          <dd>{limit ? t('slaDays', { n: limit }) : '–'}</dd>
        </div>
        <div>
          <dt>{t('deposit')}</dt>
          <dd className="num">{deposit === 0 ? t('free') : yuan(deposit)}</dd>
        </div>
        <div>
          <dt>{t('hotline')}</dt>
          <dd className="num">
            {i.hotline || '–'} <span className="soft">{i.hours}</span>
          </dd>
        </div>
      </dl>
      <h3>{t('fees')}</h3>
      <ul className={styles.fees}>
        {['debit', 'credit', 'wechat', 'alipay'].map((product) => {
          const ppm = number(`fee.${product}.ppm`);
          const cap = number(`fee.${product}.cap_fen`);
          return (
            <li key={product}>
              <span>{name(product)}</span>
              <strong className="num">{ppm === undefined ? '–' : percent(ppm)}</strong>
              <span className="soft num">{cap && cap > 0 ? t('cap', { fen: yuan(cap) }) : ''}</span>
            </li>
          );
        })}
      </ul>
      <LinkButton to={`/apply/${i.code}` as string} primary block>
        {t('pick')}
      </LinkButton>
    </article>
  );
}
