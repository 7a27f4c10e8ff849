import { Collapse, Progress } from 'antd';
import { useState } from 'react';
import type { WorkItem, WorkOrder } from '@/api/types';
import styles from './Fieldwork.module.css';
import { Item } from './Item';
import { useFieldworkTexts } from './texts';
import type { Position } from './usePosition';

const stages = ['site', 'cabling', 'peripherals', 'security', 'function', 'handover'] as const;

/** The form by stages: the one to work on is open, those before it are done, those after it wait. */
export function Checklist({
  order,
  canWork,
  position,
}: {
  order: WorkOrder;
  canWork: boolean;
  position: Position | undefined;
}) {
  const t = useFieldworkTexts();
  const items = order.items ?? [];
  const passed = (list: WorkItem[]) => list.filter((i) => i.state === 'passed').length;
  const groups = stages
    .map((stage) => ({ stage, items: items.filter((i) => i.group === stage) }))
    .filter((g) => g.items.length > 0);
  const current = groups.find((g) => passed(g.items) < g.items.length)?.stage;
  const [chosen, setChosen] = useState<string[]>();
  if (items.length === 0) {
    return (
      <section className="panel">
        <h2>{t('checklist')}</h2>
        <p className="soft">{t('noForm')}</p>
      </section>
    );
  }
  return (
    <section className="panel stack">
      <h2 className="panel-title">{t('checklist')}</h2>
      <div className={styles.progress}>
        <Progress
          percent={Math.round((passed(items) / items.length) * 100)}
          showInfo={false}
          strokeColor="#0d6b50"
          aria-label={t('checklist')}
        />
        <span className="soft num">{t('progress', { done: passed(items), all: items.length })}</span>
      </div>
      <Collapse
        ghost
        activeKey={chosen ?? (current ? [current] : [])}
        onChange={(keys) => setChosen([keys].flat() as string[])}
        items={groups.map((g) => ({
          key: g.stage,
          label: (
            <span className={styles.stage}>
              {t(`g_${g.stage}`)}
              <span className="soft num">
                {t('progress', { done: passed(g.items), all: g.items.length })}
              </span>
            </span>
          ),
          children: (
            <ol className={styles.items}>
              {g.items.map((item) => (
                <Item key={item.item} order={order.id} item={item} canWork={canWork} position={position} />
              ))}
            </ol>
          ),
        }))}
      />
    </section>
  );
}
