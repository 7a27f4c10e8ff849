import { Alert, Button } from 'antd';
import { OfflineError, type Problem, problemOf } from '@/api/problem';
import { pick, useLanguage } from '@/i18n';
import styles from './ProblemView.module.css';
import { useUiTexts } from './texts';

interface Props {
  error: unknown;
  onRetry?: () => void;
  /** Field faults are shown at their fields; here only what belongs to no field. */
  quietFields?: boolean;
}

/** What went wrong, what to do next, and the number to quote. */
export function ProblemView({ error, onRetry, quietFields }: Props) {
  const t = useUiTexts();
  useLanguage();
  if (!error) return null;
  const problem = problemOf(error);
  const said = problem ? sayProblem(problem) : sayOther(error, t('offline'), t('offlineNext'));
  const fields = quietFields ? [] : (problem?.fields ?? []);
  return (
    <Alert
      className={styles.problem}
      role="alert"
      type={problem && problem.status < 500 ? 'warning' : 'error'}
      showIcon
      title={problem?.fields?.length && !said.title ? t('fieldFaults') : said.title}
      description={
        <div className={styles.body}>
          {fields.map((f) => (
            <p key={f.path + f.code}>
              <span className="mono">{f.path}</span> {pick(f.message_zh, f.message_en)}
            </p>
          ))}
          {said.next && (
            <p>
              <strong>{t('nextStep')}</strong> {said.next}
            </p>
          )}
          {problem?.request_id && (
            <p className="soft">
              {t('requestId')} <span className="mono">{problem.request_id}</span>
              {problem.code && (
                <>
                  {' · '}
                  <span className="mono">{problem.code}</span>
                </>
              )}
            </p>
          )}
        </div>
      }
      action={
        onRetry && (
          <Button size="small" onClick={onRetry}>
            {t('retry')}
          </Button>
        )
      }
    />
  );
}

export function sayProblem(problem: Problem): { title: string; next: string } {
  return {
    title: pick(problem.detail_zh, problem.detail_en) || problem.detail || problem.title || '',
    next: pick(problem.next_step_zh, problem.next_step_en) || '',
  };
}

function sayOther(error: unknown, offline: string, offlineNext: string) {
  if (error instanceof OfflineError) return { title: offline, next: offlineNext };
  return { title: error instanceof Error ? error.message : String(error), next: '' };
}
