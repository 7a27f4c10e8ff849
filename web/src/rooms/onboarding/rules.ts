import type { Rule } from 'antd/es/form';
import { useOnboardingTexts } from './texts';

/** The form's rules, each with its own message in the reader's language. */
export function useRules() {
  const t = useOnboardingTexts();
  const needed: Rule[] = [{ required: true, whitespace: true, message: t('needed') }];
  const when =
    (ok: (value: string) => boolean, message: string): Rule =>
    () => ({
      validator: (_, value) =>
        !value || ok(String(value)) ? Promise.resolve() : Promise.reject(new Error(message)),
    });
  return {
    needed,
    must: (ok: (value: string) => boolean, message: string): Rule[] => [...needed, when(ok, message)],
    may: (ok: (value: string) => boolean, message: string): Rule[] => [when(ok, message)],
    date: [...needed, when((v) => /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(v), t('badDate'))],
    amount: [...needed, when((v) => /^\d{1,10}(\.\d{1,2})?$/.test(v.replace(/,/g, '')), t('badAmount'))],
    some: [{ required: true, type: 'array', min: 1, message: t('needed') }] as Rule[],
    number: [...needed, when((v) => /^\d{1,6}$/.test(v), t('badNumber'))],
  };
}
