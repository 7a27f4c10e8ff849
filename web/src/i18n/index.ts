import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import i18next from 'i18next';
import { useMemo } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';

export type Language = 'zh-CN' | 'en';
export const languages: Language[] = ['zh-CN', 'en'];

/** A text in both languages; the third is the English singular when {{count}} is 1. */
export type Text = readonly [zh: string, en: string, enOne?: string];
export type Args = Record<string, string | number>;
export type Translate<K extends string> = (key: K, args?: Args) => string;

const storageKey = 'tillway.language';

export function startI18n(language: Language = remembered()) {
  i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh-CN',
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: bundles,
    react: { useSuspense: false },
  });
  i18next.on('languageChanged', apply);
  apply(language);
}

export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'zh-CN';
}

export function switchLanguage(language: Language) {
  localStorage.setItem(storageKey, language);
  return i18next.changeLanguage(language);
}

export function useLanguage(): Language {
  useTranslation();
  return currentLanguage();
}

/** Picks the reader's language from a bilingual value of the API. */
export function pick(zh: string | undefined, en: string | undefined): string {
  return (currentLanguage() === 'en' ? en || zh : zh || en) ?? '';
}

/** Several things in a row, and a thing with its value, as the reader's language writes them. */
export function listed(items: (string | undefined)[]): string {
  return items.filter(Boolean).join(currentLanguage() === 'en' ? ', ' : '、');
}

export function labelled(label: string, value: string): string {
  return currentLanguage() === 'en' ? `${label}: ${value}` : `${label}：${value}`;
}

const bundles: Record<Language, Record<string, Record<string, string>>> = { 'zh-CN': {}, en: {} };

/**
 * Declares a room's texts, each key with both languages side by side, so that a
 * missing translation does not compile. Returns the hook that reads them.
 */
export function defineTexts<const T extends Record<string, Text>>(room: string, texts: T) {
  type Key = Extract<keyof T, string>;
  const zh: Record<string, string> = {};
  const en: Record<string, string> = {};
  for (const [key, [chinese, english, one]] of Object.entries(texts)) {
    zh[key] = chinese;
    en[key] = english;
    if (one !== undefined) en[`${key}_one`] = one;
  }
  bundles['zh-CN'][room] = zh;
  bundles.en[room] = en;
  if (i18next.isInitialized) {
    i18next.addResourceBundle('zh-CN', room, zh);
    i18next.addResourceBundle('en', room, en);
  }
  // biome-ignore lint/correctness/noComponentHookFactories: made once per module, never while rendering
  return function useTexts(): Translate<Key> {
    const { t } = useTranslation(room);
    return useMemo(() => (key: Key, args?: Args) => t(key, args ?? {}) as string, [t]);
  };
}

function remembered(): Language {
  return localStorage.getItem(storageKey) === 'en' ? 'en' : 'zh-CN'; // Chinese first, English by choice
}

function apply(language: string) {
  document.documentElement.lang = language;
  dayjs.locale(language === 'en' ? 'en' : 'zh-cn');
}
