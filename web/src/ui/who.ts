import { defineTexts } from '@/i18n';

const useWhoTexts = defineTexts('who', {
  system: ['系统', 'the system'],
});

/** Names who did something: a person by the name the API gives, a job as the system, a bare id by its end. */
export function useWho(): (by: string | undefined, name?: string) => string | undefined {
  const t = useWhoTexts();
  return (by, name) => {
    if (name) return name;
    if (!by) return undefined;
    if (by === 'system' || by.startsWith('system:')) return t('system');
    return by.startsWith('usr_') ? `…${by.slice(-6)}` : by;
  };
}
