import { Segmented } from 'antd';
import { type Language, switchLanguage, useLanguage } from '@/i18n';
import { useShellTexts } from './texts';

export function LanguageSwitch({ block }: { block?: boolean }) {
  const language = useLanguage();
  const t = useShellTexts();
  return (
    <Segmented
      block={block}
      aria-label={t('language')}
      value={language}
      onChange={(value) => switchLanguage(value as Language)}
      options={[
        { value: 'zh-CN', label: <span lang="zh-CN">中文</span> },
        { value: 'en', label: <span lang="en">English</span> },
      ]}
    />
  );
}
