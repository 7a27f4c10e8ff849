import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { get, post } from '@/api/client';
import type { Application } from '@/api/types';
import { pick, useLanguage } from '@/i18n';
import { Loaded } from '@/ui/Loaded';
import { ProblemView } from '@/ui/ProblemView';
import styles from './Onboarding.module.css';
import { useOnboardingTexts } from './texts';

const kinds = ['terms', 'privacy', 'sensitive'] as const;

/** Three separate consents, none ticked beforehand, then the submission. */
export function ConsentPanel({ application: a }: { application: Application }) {
  const t = useOnboardingTexts();
  useLanguage();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [ticked, setTicked] = useState<Record<string, boolean>>({});
  const all = kinds.every((kind) => ticked[kind]);
  const texts = useQuery({ queryKey: ['consents'], queryFn: () => get('/v1/consents'), staleTime: 600_000 });
  const submit = useMutation({
    mutationFn: async () => {
      const path = { id: a.id };
      await post('/v1/applications/{id}/consents', { terms: true, privacy: true, sensitive: true }, { path });
      return post('/v1/applications/{id}/submit', undefined, { path });
    },
    onSuccess: (done) => message.success(t('submittedAs', { number: done.number })),
    onSettled: () => cache.invalidateQueries({ queryKey: ['applications'] }),
  });
  return (
    <div className="stack">
      <p className="soft">{t('consentNote')}</p>
      <Loaded query={texts}>
        {(data) => (
          <div className={styles.consents}>
            {(data.items ?? []).map((text) => (
              <section key={text.kind} className={styles.consent}>
                <h3>{pick(text.title_zh, text.title_en)}</h3>
                <p>{pick(text.body_zh, text.body_en)}</p>
                <Checkbox
                  checked={!!ticked[text.kind]}
                  onChange={(e) => setTicked((x) => ({ ...x, [text.kind]: e.target.checked }))}
                >
                  {t('agree')} {pick(text.title_zh, text.title_en)}
                </Checkbox>
              </section>
            ))}
          </div>
        )}
      </Loaded>
      <ProblemView error={submit.error} />
      <div className={styles.submitBar}>
        {!all && <span className="soft">{t('consentAll')}</span>}
        <Button
          type="primary"
          size="large"
          disabled={!all}
          loading={submit.isPending}
          onClick={() => submit.mutate()}
        >
          {t('submit')}
        </Button>
      </div>
    </div>
  );
}
