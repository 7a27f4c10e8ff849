// Journeys are told as tests in order; each goes on where the one before ended.
import { afterAll, afterEach, beforeEach, expect } from 'vitest';
import { picture, type Seat, sit, useBrowser, type Wish } from './browser';

/**
 * Makes the tests of a file one road: nobody's page may complain, a failure
 * leaves a picture of every open page, and what comes after it is not tried.
 */
export function useRoad(): (wish: Wish) => Promise<Seat> {
  const seats = new Map<string, Seat>();
  let broken = '';
  useBrowser();
  beforeEach(() => {
    if (broken) throw new Error(`not tried, since this failed before: ${broken}`);
  });
  afterEach(async ({ task }) => {
    const complaints = [...seats].flatMap(([who, seat]) => seat.ear.take().map((c) => `${who}: ${c}`));
    if (task.result?.state === 'fail' || complaints.length > 0) {
      if (!broken)
        for (const [who, seat] of seats) console.log(await picture(seat.page, `${task.name} ${who}`));
      broken ||= task.name;
    }
    expect(complaints).toEqual([]);
  });
  afterAll(async () => {
    for (const seat of seats.values()) await seat.close();
  });
  return async (wish) => {
    const who = wish.login ?? 'visitor';
    const seat = seats.get(who) ?? (await sit(wish));
    seats.set(who, seat);
    return seat;
  };
}
