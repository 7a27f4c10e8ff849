import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { post } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { Difference, SettlementDay } from '@/api/types';
import { MerchantItem } from '@/rooms/merchant/MerchantItem';
import { FormDialog } from '@/ui/FormDialog';
import { Money } from '@/ui/Money';
import { yuan } from '@/ui/money';
import { useName } from '@/ui/names';
import { ProblemView } from '@/ui/ProblemView';
import { Rows } from '@/ui/Rows';
import { Status } from '@/ui/Status';
import { moment } from '@/ui/time';
import { useWho } from '@/ui/who';
import { useSettlementTexts } from './texts';

/** Where a channel and we do not see a payment alike, and how each case ended. */
export function Differences({ day }: { day: SettlementDay }) {
  const t = useSettlementTexts();
  const name = useName();
  const list = day.differences ?? [];
  return (
    <section className="panel stack" id="differences">
      <h2 className="panel-title">{t('differences')}</h2>
      {list.length > 0 && <p className="soft">{t('differencesNote')}</p>}
      <Rows
        label={t('differences')}
        rows={list}
        rowKey={(x) => `${x.channel}/${x.rrn}`}
        empty={day.files?.length ? t('noDifferences') : t('noFiles')}
        columns={[
          {
            key: 'kind',
            title: t('kind'),
            narrow: 'title',
            render: (x) => (
              <>
                {t(`d_${x.kind}`)}
                <div className="soft">{name(x.channel)}</div>
              </>
            ),
          },
          { key: 'rrn', title: t('reference'), render: (x) => <Reference difference={x} /> },
          { key: 'ours', title: t('ours'), align: 'right', render: (x) => <Money fen={x.ours_fen} /> },
          { key: 'theirs', title: t('theirs'), align: 'right', render: (x) => <Money fen={x.theirs_fen} /> },
          {
            key: 'gap',
            title: t('gap'),
            align: 'right',
            narrow: 'figure',
            render: (x) => <Money fen={x.gap_fen} sign />,
          },
          { key: 'outcome', title: t('outcome'), render: (x) => <Outcome date={day.date} difference={x} /> },
        ]}
      />
    </section>
  );
}

function Reference({ difference: x }: { difference: Difference }) {
  if (!x.payment_id) return <span className="mono">{x.rrn}</span>;
  return (
    <Link to={`/payments/${x.payment_id}` as string} className="mono">
      {x.rrn}
    </Link>
  );
}

function Outcome({ date, difference: x }: { date: string; difference: Difference }) {
  const t = useSettlementTexts();
  const who = useWho();
  if (x.status === 'resolved') {
    return (
      <>
        {x.reason}
        <div className="soft">
          {who(x.resolved_by, x.resolved_by_name)} {moment(x.resolved_at)}
        </div>
      </>
    );
  }
  if (x.booking) {
    return (
      <>
        <Status tone="wait">{t('bookWaits')}</Status>
        <div>
          {t(`bearer_${x.booking.bearer}`)} · {x.booking.reason}
        </div>
        <div className="soft">
          {who(x.booking.by, x.booking.by_name)} {moment(x.booking.at)}
        </div>
        <Decide date={date} difference={x} />
      </>
    );
  }
  return <Resolve date={date} difference={x} />;
}

function useRefresh() {
  const cache = useQueryClient();
  return () => {
    for (const key of ['settlement', 'ledger', 'trial']) cache.invalidateQueries({ queryKey: [key] });
  };
}

function Resolve({ date, difference: x }: { date: string; difference: Difference }) {
  const t = useSettlementTexts();
  const me = useMe();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [open, setOpen] = useState<'explain' | 'book'>();
  if (!has(me, 'settle_maker', 'settle_checker')) return <Status tone="wait">{t('open')}</Status>;
  return (
    <>
      <span className="row">
        <Button size="small" onClick={() => setOpen('explain')}>
          {t('explain')}
        </Button>
        {has(me, 'settle_maker') && (
          <Button size="small" onClick={() => setOpen('book')}>
            {t('book')}
          </Button>
        )}
      </span>
      <FormDialog<Proposal>
        open={open !== undefined}
        title={open === 'book' ? t('book') : t('explain')}
        note={open === 'book' ? t('bookNote', { gap: yuan(x.gap_fen) }) : t('explainNote')}
        onClose={() => setOpen(undefined)}
        submit={async ({ reason, bearer, merchant }) => {
          const verb = open === 'book' ? 'booking' : 'resolve';
          const given = { channel: x.channel, reference: x.rrn, reason: reason.trim() };
          await post(
            `/v1/settlement/days/{date}/${verb}`,
            verb === 'booking' ? { ...given, bearer, merchant } : given,
            { path: { date } },
          );
          message.success(verb === 'booking' ? t('bookProposed') : t('explained'));
          refresh();
        }}
      >
        {open === 'book' && <Bearer difference={x} />}
        <Form.Item
          name="reason"
          label={t('reason')}
          extra={t('reasonHint')}
          rules={[{ required: true, whitespace: true, min: 5, message: t('tooShort') }]}
        >
          <Input.TextArea rows={3} maxLength={200} showCount />
        </Form.Item>
      </FormDialog>
    </>
  );
}

type BearerName = 'inquiry' | 'merchant' | 'house';

interface Proposal {
  reason: string;
  bearer?: BearerName;
  merchant?: string;
}

/** Who bears a booked difference; for a payment that only the channel has, which merchant. */
function Bearer({ difference: x }: { difference: Difference }) {
  const t = useSettlementTexts();
  const names: BearerName[] = x.kind === 'fee' ? ['inquiry', 'house'] : ['inquiry', 'merchant', 'house'];
  return (
    <>
      <Form.Item name="bearer" label={t('bearer')} initialValue="inquiry">
        <Select options={names.map((n) => ({ value: n, label: t(`bearer_${n}`) }))} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(a: Proposal, b: Proposal) => a.bearer !== b.bearer}>
        {({ getFieldValue }) =>
          getFieldValue('bearer') === 'merchant' && !x.payment_id ? (
            <MerchantItem name="merchant" label={t('merchant')} message={t('missing')} />
          ) : null
        }
      </Form.Item>
    </>
  );
}

function Decide({ date, difference: x }: { date: string; difference: Difference }) {
  const t = useSettlementTexts();
  const me = useMe();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const decide = useMutation({
    mutationFn: (approve: boolean) =>
      post(
        '/v1/settlement/days/{date}/booking/decision',
        { channel: x.channel as 'card', reference: x.rrn, approve },
        { path: { date } },
      ),
    onSuccess: (_, approve) => message.success(approve ? t('bookedNow') : t('refusedNow')),
    onSettled: refresh,
  });
  if (!has(me, 'settle_maker', 'settle_checker') || x.booking?.by === me.user) return null;
  return (
    <>
      <span className="row">
        <Button size="small" type="primary" loading={decide.isPending} onClick={() => decide.mutate(true)}>
          {t('approve')}
        </Button>
        <Button size="small" disabled={decide.isPending} onClick={() => decide.mutate(false)}>
          {t('refuse')}
        </Button>
      </span>
      <ProblemView error={decide.error} />
    </>
  );
}
