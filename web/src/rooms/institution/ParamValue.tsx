import type { Param } from '@/api/types';
import { percent, yuan } from '@/ui/money';
import { useInstitutionTexts } from './texts';

type Unit = Param['unit'];

/** A value as its unit is read: 29900 fen as ¥299.00, 5000 parts per million as 0.50%. */
export function ParamValue({ value, unit }: { value: string; unit: Unit | undefined }) {
  const t = useInstitutionTexts();
  switch (unit) {
    case 'fen':
      return <span className="num">{yuan(Number(value))}</span>;
    case 'ppm':
      return <span className="num">{percent(Number(value))}</span>;
    case 'json':
    case undefined:
      return (
        <span className="mono" title={value}>
          {value.length > 60 ? `${value.slice(0, 60)}…` : value}
        </span>
      );
    case 'count':
    case 'time':
    case 'text':
      return <span className="num">{value}</span>;
    default:
      return (
        <span className="num">
          {value} {t(`unit_${unit}`)}
        </span>
      );
  }
}
