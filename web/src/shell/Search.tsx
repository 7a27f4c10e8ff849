import { SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Input, Modal } from 'antd';
import { useDeferredValue, useEffect, useState } from 'react';
import { get } from '@/api/client';
import type { Hit } from '@/api/types';

import { pick } from '@/i18n';
import { ProblemView } from '@/ui/ProblemView';
import styles from './Search.module.css';
import { useShellTexts } from './texts';

/** Ctrl-K: every number people have in hand leads to its page. */
export function Search() {
  const t = useShellTexts();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const listen = (e: KeyboardEvent) => {
      if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'k') {
        e.preventDefault();
        setOpen(true);
      }
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return (
    <>
      <button type="button" className={styles.opener} onClick={() => setOpen(true)}>
        <SearchOutlined aria-hidden />
        <span className={styles.words}>{t('search')}</span>
        <kbd className={styles.kbd} aria-hidden>
          Ctrl K
        </kbd>
      </button>
      <Modal
        open={open}
        onCancel={() => setOpen(false)}
        footer={null}
        title={t('search')}
        destroyOnHidden
        style={{ top: 72 }}
      >
        <Finder onDone={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function Finder({ onDone }: { onDone: () => void }) {
  const t = useShellTexts();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const found = useQuery({
    queryKey: ['search', q],
    queryFn: () => get('/v1/search', { query: { q } }),
    enabled: q.length >= 2,
  });
  const hits = found.data?.items ?? [];
  const go = (hit: Hit) => {
    onDone();
    navigate({ to: hit.link });
  };
  return (
    <div className="stack">
      <Input
        autoFocus
        allowClear
        size="large"
        prefix={<SearchOutlined aria-hidden />}
        aria-label={t('search')}
        placeholder={t('searchHint')}
        value={text}
        onChange={(e) => setText(e.target.value)}
        onPressEnter={() => hits[0] && go(hits[0])}
      />
      <ProblemView error={found.error} />
      <ul className={styles.hits} aria-live="polite">
        {hits.map((hit) => (
          <li key={`${hit.kind}/${hit.id}`}>
            <button type="button" onClick={() => go(hit)}>
              <span>{pick(hit.title_zh, hit.title_en)}</span>
              {hit.note && <span className="soft mono">{hit.note}</span>}
            </button>
          </li>
        ))}
      </ul>
      {hits.length === 0 && !found.error && (
        <p className="soft">{found.data ? t('searchEmpty') : t('searchStart')}</p>
      )}
    </div>
  );
}
