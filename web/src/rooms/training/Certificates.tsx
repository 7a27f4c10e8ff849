import { useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { get, post } from '@/api/client';
import { usePages } from '@/api/pages';
import { has, useMe } from '@/api/session';
import type { Certificate } from '@/api/types';
import { useReason } from '@/ui/askReason';
import { useName } from '@/ui/names';
import { Page } from '@/ui/Page';
import { Pages } from '@/ui/Pages';
import { type Column, Rows } from '@/ui/Rows';
import { StatusOf } from '@/ui/StatusOf';
import { date } from '@/ui/time';
import { useWho } from '@/ui/who';
import { useTrainingTexts } from './texts';

/** Every shop's certificates, for the bank: who may stand at which counter. */
export function Certificates() {
  const t = useTrainingTexts();
  const name = useName();
  const who = useWho();
  const me = useMe();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [ask, dialog] = useReason();
  const [status, setStatus] = useState<string>();
  const { merchant } = useSearch({ strict: false }) as { merchant?: string };
  const list = usePages(['certificates', merchant, status], (after) =>
    get('/v1/certificates', { query: { merchant, status, after } }),
  );
  const revoke = (c: Certificate) =>
    ask({
      title: t('revokeOf', { number: c.number }),
      note: t('revokeNote'),
      ok: t('revoke'),
      danger: true,
      act: async (reason) => {
        await post('/v1/certificates/{id}/revoke', { reason }, { path: { id: c.id } });
        message.success(t('revoked'));
        cache.invalidateQueries({ queryKey: ['certificates'] });
        cache.invalidateQueries({ queryKey: ['merchants'] });
      },
    });
  const columns: Column<Certificate>[] = [
    { key: 'who', title: t('name'), narrow: 'title', render: (c) => who(c.user, c.user_name) },
    { key: 'shop', title: t('shop'), render: (c) => c.merchant_name || c.merchant },
    { key: 'number', title: t('certificate'), render: (c) => <span className="mono">{c.number}</span> },
    { key: 'issued', title: t('issued'), render: (c) => date(c.issued_on) },
    { key: 'expires', title: t('expires'), render: (c) => date(c.expires_on) },
    { key: 'status', title: t('status'), narrow: 'figure', render: (c) => <StatusOf value={c.status} /> },
  ];
  if (has(me, 'trainer', 'ops', 'compliance')) {
    columns.push({
      key: 'act',
      title: t('act'),
      render: (c) =>
        c.status === 'valid' ? (
          <Button danger size="small" onClick={() => revoke(c)}>
            {t('revoke')}
          </Button>
        ) : (
          '–'
        ),
    });
  }
  return (
    <Page
      title={t('certificates')}
      note={t('certificatesNote')}
      back={merchant && `/merchants/${merchant}`}
      actions={
        <Select
          allowClear
          aria-label={t('status')}
          placeholder={t('anyStatus')}
          style={{ minWidth: 120 }}
          value={status}
          onChange={setStatus}
          options={['valid', 'expired', 'revoked'].map((value) => ({ value, label: name(value) }))}
        />
      }
    >
      <section className="panel stack">
        <Pages list={list}>
          {(rows) => (
            <Rows
              label={t('certificates')}
              rows={rows}
              rowKey={(c) => c.id}
              empty={t('noCertificates')}
              columns={columns}
            />
          )}
        </Pages>
      </section>
      {dialog}
    </Page>
  );
}
