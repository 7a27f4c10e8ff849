import { CheckCircleFilled } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { post } from '@/api/client';
import type { Clause, Contract } from '@/api/types';
import { labelled, pick, useLanguage } from '@/i18n';
import { ProblemView } from '@/ui/ProblemView';
import { Status } from '@/ui/Status';
import { clock } from '@/ui/time';
import styles from './Contract.module.css';
import { Questions } from './Questions';
import { useContractTexts } from './texts';

/** Clause by clause: the reading itself is evidence, so each is confirmed on its own. */
export function Clauses({ contract, canRead }: { contract: Contract; canRead: boolean }) {
  const cache = useQueryClient();
  const read = useMutation({
    mutationFn: (clause: string) =>
      post('/v1/contracts/{id}/read', { clause }, { path: { id: contract.id } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['contracts'] }),
  });
  return (
    <div className="stack">
      <ProblemView error={read.error} />
      <ol className={styles.clauses}>
        {(contract.clauses ?? []).map((clause) => (
          <ClauseItem
            key={clause.id}
            contract={contract}
            clause={clause}
            canRead={canRead}
            busy={read.isPending && read.variables === clause.id}
            onRead={() => read.mutate(clause.id)}
          />
        ))}
      </ol>
    </div>
  );
}

interface ItemProps {
  contract: Contract;
  clause: Clause;
  canRead: boolean;
  busy: boolean;
  onRead: () => void;
}

function ClauseItem({ contract, clause: c, canRead, busy, onRead }: ItemProps) {
  const t = useContractTexts();
  const language = useLanguage();
  return (
    <li className={`${styles.clause} ${c.key ? styles.key : ''}`}>
      <div className={styles.clauseHead}>
        <h3>{language === 'en' ? pick(c.title_zh, c.title_en) : c.title_zh}</h3>
        {c.key && <Status tone="wait">{t('key')}</Status>}
      </div>
      <p lang="zh-CN" className={styles.body}>
        {c.body_zh}
      </p>
      {language === 'en' && c.summary_en && (
        <p className={styles.summary}>
          <strong>{t('english')}</strong> {c.summary_en}
        </p>
      )}
      {c.read_at ? (
        <span className={styles.read}>
          <CheckCircleFilled aria-hidden /> {t('read', { at: clock(c.read_at) })}
        </span>
      ) : (
        canRead && (
          <Button
            size="small"
            onClick={onRead}
            loading={busy}
            aria-label={labelled(t('readThis'), c.title_zh)}
          >
            {t('readThis')}
          </Button>
        )
      )}
      <Questions contract={contract} clause={c.id} canAsk={canRead} />
    </li>
  );
}
