import { expect } from '@jest/globals';
import { laneCalendar, type LaneCalendarOptions } from '@snoozeq/delay-policy';
import { consumeStage, DAY_MS, type ConsumeStage } from './consume-stage.js';

export const MINUTE_MS = 60_000;
/** A stage whose messages wait in due lanes, of an hour unless said otherwise. */
export const laneStage = (
  options: Partial<LaneCalendarOptions> = {},
  retentionMs = 7 * DAY_MS,
): ConsumeStage => consumeStage({ retentionMs, calendar: laneCalendar({ retentionMs, ...options }) });
/** A hop may leave 20 ms after it was decided: so long may an incomplete batch gather. */
export const expectOnTime = (atMs: number | undefined, dueAtMs: number): void => {
  expect(atMs).toBeGreaterThanOrEqual(dueAtMs);
  expect(atMs).toBeLessThanOrEqual(dueAtMs + 20);
};
export const remaining = ({ queue }: ConsumeStage): number => {
  const { visible, inFlight } = queue.stats();
  return visible + inFlight;
};
/** Publishes as a producer would that is late, or whose clock is wrong: to this lane, whatever the time. */
export const publishTo = async (
  stage: ConsumeStage,
  lane: string,
  name: string,
  dueAtMs: number,
): Promise<void> => {
  const properties = stage.convention.write({ id: name, key: name, dueAtMs, attempts: 0, relays: 0 });
  await stage.queue.connect().send([{ content: JSON.stringify(name), lane, properties }]);
};
