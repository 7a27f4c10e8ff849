import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Alert } from 'antd';
import { get } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { Contract } from '@/api/types';
import { useLanguage } from '@/i18n';
import { LinkButton } from '@/ui/LinkButton';
import { Loaded } from '@/ui/Loaded';
import { percent, yuan } from '@/ui/money';
import { useName } from '@/ui/names';
import { Page } from '@/ui/Page';
import { Rows } from '@/ui/Rows';
import { StatusOf } from '@/ui/StatusOf';
import { Timeline } from '@/ui/Timeline';
import { date } from '@/ui/time';
import { Clauses } from './Clauses';
import styles from './Contract.module.css';
import { unsigned } from './Contracts';
import { CountersignPanel, SendPanel, SignPanel } from './Sign';
import { SuspensionAction, SuspensionNotice } from './Suspension';
import { useContractTexts } from './texts';

export function ContractPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const contract = useQuery({
    queryKey: ['contracts', id],
    queryFn: () => get('/v1/contracts/{id}', { path: { id } }),
  });
  return <Loaded query={contract}>{(data) => <One contract={data} />}</Loaded>;
}

function One({ contract: c }: { contract: Contract }) {
  const t = useContractTexts();
  const me = useMe();
  const name = useName();
  const status = c.status.toLowerCase();
  const clauses = c.clauses ?? [];
  const read = clauses.filter((x) => x.read_at).length;
  const signing = has(me, 'owner') && ['sent', 'reading', 'question_open'].includes(status);
  return (
    <Page
      title={c.merchant_name || t('title')}
      note={
        <>
          <span className="mono">{c.number}</span>
          {c.expires_at && unsigned(c.status) && ` · ${t('expires')} ${date(c.expires_at)}`}
          {c.effective_at && ` · ${t('effective')} ${date(c.effective_at)}`}
        </>
      }
      status={<StatusOf value={c.status} room="contract" />}
      back="/contracts"
      actions={
        <>
          {['effective', 'countersigned'].includes(status) && (
            <LinkButton to="/deposits">{t('goDeposit')}</LinkButton>
          )}
          <SuspensionAction contract={c} />
        </>
      }
    >
      <SuspensionNotice contract={c} />
      {me.institution.mode === 'sandbox' && <Alert type="warning" title={t('test')} />}
      <div className="columns">
        <div className="stack">
          <section className="panel">
            <h2>
              {t('clauses')} <span className="soft num">{t('progress', { read, all: clauses.length })}</span>
            </h2>
            <Clauses contract={c} canRead={signing} />
          </section>
        </div>
        <aside className={`stack ${styles.side}`}>
          <section className="panel">
            <h2>{t('fees')}</h2>
            <FeeAnnex contract={c} />
          </section>
          {signing && (
            <SignPanel
              contract={c}
              ready={clauses.length > 0 && read === clauses.length}
              asking={status === 'question_open'}
            />
          )}
          {has(me, 'ops', 'rm', 'cs') && ['drafted', 'expired'].includes(status) && (
            <SendPanel contract={c} />
          )}
          {has(me, 'ops') && status === 'signed' && <CountersignPanel contract={c} />}
          <section className="panel">
            <h2>{t('files')}</h2>
            <Files contract={c} />
          </section>
          {c.steps && c.steps.length > 0 && (
            <section className="panel">
              <h2>{t('history')}</h2>
              <Timeline
                items={c.steps.map((s) => ({
                  title: name(s.to, 'contract'),
                  at: s.at,
                  by: s.by,
                  name: s.by_name,
                }))}
              />
            </section>
          )}
        </aside>
      </div>
    </Page>
  );
}

function FeeAnnex({ contract: c }: { contract: Contract }) {
  const t = useContractTexts();
  const name = useName();
  useLanguage();
  return (
    <>
      <Rows
        label={t('fees')}
        rows={c.fees ?? []}
        rowKey={(f) => f.product}
        columns={[
          {
            key: 'p',
            title: t('product'),
            narrow: 'title',
            render: (f) => name(f.product),
          },
          { key: 'r', title: t('rate'), narrow: 'figure', align: 'right', render: (f) => percent(f.ppm) },
          {
            key: 'c',
            title: t('cap'),
            align: 'right',
            render: (f) => ((f.cap_fen ?? -1) > 0 ? yuan(f.cap_fen) : t('none_')),
          },
        ]}
      />
      <p className={styles.deposit}>
        <span>{t('deposit')}</span>
        <strong className="num">{yuan(c.deposit_fen)}</strong>
      </p>
      <p className="soft">{t('feesNote')}</p>
    </>
  );
}

function Files({ contract: c }: { contract: Contract }) {
  const t = useContractTexts();
  const signed = ['signed', 'countersigned', 'effective', 'suspended', 'terminated'].includes(
    c.status.toLowerCase(),
  );
  return (
    <div className="stack">
      <ul className={styles.files}>
        <li>
          <a href={`/v1/contracts/${c.id}/pdf`} target="_blank" rel="noopener">
            {t('pdf')}
          </a>
        </li>
        {signed && (
          <>
            <li>
              <a href={`/v1/contracts/${c.id}/signature`}>{t('signature')}</a>
            </li>
            <li>
              <a href={`/v1/contracts/${c.id}/evidence`}>{t('evidence')}</a>
            </li>
          </>
        )}
      </ul>
      {c.digest && (
        <p className="soft">
          {t('digest')}
          <br />
          <span className={`mono ${styles.digest}`}>{c.digest}</span>
        </p>
      )}
    </div>
  );
}
