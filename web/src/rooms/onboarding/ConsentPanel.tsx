import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { post } from '@/api/client';
import type { Application } from '@/api/types';
import { ProblemView } from '@/ui/ProblemView';
import styles from './Onboarding.module.css';
import { useOnboardingTexts } from './texts';

const consents = ['terms', 'privacy', 'sensitive'] as const;

/** Three separate consents, none ticked beforehand, then the submission. */
export function ConsentPanel({ application: a }: { application: Application }) {
  const t = useOnboardingTexts();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [ticked, setTicked] = useState<Record<string, boolean>>({});
  const all = consents.every((c) => ticked[c]);
  const submit = useMutation({
    mutationFn: async () => {
      const path = { id: a.id };
      await post('/v1/applications/{id}/consents', { terms: true, privacy: true, sensitive: true }, { path });
      return post<{ number: string }>('/v1/applications/{id}/submit', undefined, { path });
    },
    onSuccess: (done) => message.success(t('submittedAs', { number: done.number })),
    onSettled: () => cache.invalidateQueries({ queryKey: ['applications'] }),
  });
  return (
    <div className="stack">
      <p className="soft">{t('consentNote')}</p>
      <div className={styles.consents}>
        {consents.map((c) => (
          <Checkbox
            key={c}
            checked={!!ticked[c]}
            onChange={(e) => setTicked((x) => ({ ...x, [c]: e.target.checked }))}
          >
            {t(c)}
          </Checkbox>
        ))}
      </div>
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
