import { useEffect, useState } from 'react';
import { useSession } from '@/api/session';
import { date } from '@/ui/time';

/** The business clock as the server told it, carried on by this machine's ticking. */
export function useBusinessClock(): { day: string; now: number } | undefined {
  const { data, dataUpdatedAt } = useSession();
  const [tick, setTick] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setTick(Date.now()), 1000);
    return () => window.clearInterval(timer);
  }, []);
  if (!data?.business_time) return undefined;
  const now = new Date(data.business_time).getTime() + Math.max(0, tick - dataUpdatedAt);
  return { day: data.business_date || date(now), now };
}
