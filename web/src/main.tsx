import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { StrictMode, useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { ProblemError } from '@/api/problem';
import { startI18n, useLanguage } from '@/i18n';
import { makeRouter } from '@/router';
import { theme } from '@/ui/theme';
import '@/ui/base.css';

startI18n();

const cache = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal stays a refusal; only silence is worth another try.
      retry: (count, error) => !(error instanceof ProblemError && error.problem.status < 500) && count < 1,
    },
  },
});

function Console() {
  const language = useLanguage();
  const router = useMemo(() => makeRouter(cache), []);
  return (
    <ConfigProvider
      theme={theme}
      locale={language === 'en' ? enUS : zhCN}
      button={{ autoInsertSpace: false }}
    >
      <App>
        <RouterProvider router={router} />
      </App>
    </ConfigProvider>
  );
}

const element = document.getElementById('root');
if (element) {
  createRoot(element).render(
    <StrictMode>
      <QueryClientProvider client={cache}>
        <Console />
      </QueryClientProvider>
    </StrictMode>,
  );
}
