import type { Terminal, TerminalBinding } from '@/api/types';
import { Facts } from '@/ui/Facts';
import { moment } from '@/ui/time';
import { useWho } from '@/ui/who';
import styles from './Terminal.module.css';
import { useTerminalTexts } from './texts';

/** The five elements in force, and the chain of versions they end. */
export function Binding({ terminal: x }: { terminal: Terminal }) {
  const t = useTerminalTexts();
  const now = x.binding;
  return (
    <section className="panel stack">
      <h2 className="panel-title">{t('binding')}</h2>
      <Facts
        columns={2}
        items={[
          [t('merchant'), x.merchant_name || x.merchant],
          ['MID', mono(x.mid)],
          [t('tid'), mono(x.tid)],
          [t('batch'), mono(x.batch)],
        ]}
      />
      {now ? (
        <>
          <p className="soft">{t('bindNote')}</p>
          <Facts
            columns={2}
            items={[
              [`1 · ${t('tusn')}`, mono(now.tusn)],
              [`2 · ${t('acquirer')}`, mono(`${now.institution} / ${now.mid}`)],
              [`3 · ${t('licence')}`, mono(now.licence)],
              [`4 · ${t('account')}`, mono(now.account_ref && `…${now.account_ref.slice(-6)}`)],
              [
                `5 · ${t('place')}`,
                `${now.address} (${degrees(now.lon_e6)}, ${degrees(now.lat_e6)} ${now.crs})`,
              ],
            ]}
          />
          <Chain bindings={x.bindings ?? [now]} />
        </>
      ) : (
        <p className="soft">{t('unbound')}</p>
      )}
    </section>
  );
}

function Chain({ bindings }: { bindings: TerminalBinding[] }) {
  const t = useTerminalTexts();
  const who = useWho();
  return (
    <>
      <h3 className={styles.chainTitle}>{t('chain')}</h3>
      <ol className={styles.chain} aria-label={t('chain')}>
        {bindings.map((b) => (
          <li key={b.version}>
            <div className="row">
              <strong>{t('versionNo', { n: b.version })}</strong>
              <span className="soft">
                {moment(b.at)} {who(b.by, b.by_name)}
              </span>
            </div>
            <div className="soft">{b.address}</div>
            <div className={`mono ${styles.hash}`}>{b.hash}</div>
          </li>
        ))}
      </ol>
      <p className="soft">{t('chainNote')}</p>
    </>
  );
}

function mono(text: string | undefined) {
  return <span className="mono">{text || '–'}</span>;
}

/** 121473701 → 121.4737: a hundred metres are enough on a page (acquiring-rules §7.4). */
function degrees(e6: string): string {
  const negative = e6.startsWith('-');
  const digits = e6.replace('-', '').padStart(7, '0');
  return `${negative ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6, -3)}`;
}
