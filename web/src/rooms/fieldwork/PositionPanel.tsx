import { Button } from 'antd';
import { useMe } from '@/api/session';
import type { WorkOrder } from '@/api/types';
import { Status } from '@/ui/Status';
import { useFieldworkTexts } from './texts';
import type { usePosition } from './usePosition';

/** Reads the position; the sandbox, whose shops are nowhere, may take the registered one. */
export function PositionPanel({ order: o, at }: { order: WorkOrder; at: ReturnType<typeof usePosition> }) {
  const t = useFieldworkTexts();
  const sandbox = useMe().institution.mode === 'sandbox';
  const { place } = o;
  return (
    <section className="panel stack">
      <h2 className="panel-title">{t('position')}</h2>
      <p className="soft">{t('positionNote')}</p>
      <div>
        {at.position ? (
          <Status tone="good">
            <span className="num">
              {at.position.lon}, {at.position.lat}
            </span>
          </Status>
        ) : (
          <Status tone="wait">{at.denied ? t('denied') : t('noPosition')}</Status>
        )}
      </div>
      <div className="row">
        <Button onClick={at.locate}>{t('locate')}</Button>
        {sandbox && place && (
          <Button onClick={() => at.setPosition({ lon: place.lon, lat: place.lat })}>
            {t('useRegistered')}
          </Button>
        )}
      </div>
    </section>
  );
}
