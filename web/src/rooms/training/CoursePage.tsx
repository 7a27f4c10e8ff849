import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { post } from '@/api/client';
import type { Course } from '@/api/types';
import { pick, useLanguage } from '@/i18n';
import { Loaded } from '@/ui/Loaded';
import { Page } from '@/ui/Page';
import { ProblemView } from '@/ui/ProblemView';
import { useCourses } from './Training';
import styles from './Training.module.css';
import { useTrainingTexts } from './texts';

export function CoursePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const courses = useCourses();
  return (
    <Loaded query={courses}>
      {(data) => {
        const course = data.items?.find((c) => c.id === id);
        return course ? <Reading course={course} /> : null;
      }}
    </Loaded>
  );
}

function Reading({ course: c }: { course: Course }) {
  const t = useTrainingTexts();
  useLanguage();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const finish = useMutation({
    mutationFn: () => post('/v1/courses/{id}/complete', undefined, { path: { id: c.id } }),
    onSuccess: () => {
      cache.invalidateQueries({ queryKey: ['courses'] });
      navigate({ to: '/training' });
    },
  });
  return (
    <Page
      title={pick(c.title_zh, c.title_en)}
      note={c.minutes ? t('minutes', { n: c.minutes }) : undefined}
      back="/training"
    >
      <article className={`panel ${styles.reading}`}>
        {(c.sections ?? []).map((s) => (
          <section key={s.title_zh}>
            <h2>{pick(s.title_zh, s.title_en)}</h2>
            <p>{pick(s.body_zh, s.body_en)}</p>
          </section>
        ))}
      </article>
      <ProblemView error={finish.error} />
      {!c.completed_at && (
        <div>
          <Button type="primary" size="large" loading={finish.isPending} onClick={() => finish.mutate()}>
            {t('finish')}
          </Button>
        </div>
      )}
    </Page>
  );
}
