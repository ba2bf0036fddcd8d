import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { VirtualClock } from '../../clock/virtual-clock.js';
import { StartWindow } from './start-window.js';

test('no stretch of time, wherever it begins, has more starts than the rate allows; and none is refused without need', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 100, max: 2_000 }),
      fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 }),
      async (starts, perMs, gapsMs) => {
        const clock = new VirtualClock(0);
        const window = new StartWindow({ starts, perMs }, clock);
        const startsMs: number[] = [];
        for (const gapMs of gapsMs) {
          await clock.advanceBy(gapMs);
          const nowMs = clock.now();
          const lately = startsMs.filter((ms) => ms > nowMs - perMs);
          expect(window.allows(0)).toBe(lately.length < starts);
          if (!window.allows(0)) {
            expect(window.nextMs(0)).toBe((lately[0] ?? Number.NaN) + perMs);
            continue;
          }
          expect(window.nextMs(0)).toBeUndefined();
          startsMs.push(nowMs);
          window.started();
        }
        for (const fromMs of startsMs) {
          const within = startsMs.filter((ms) => ms >= fromMs && ms < fromMs + perMs);
          expect(within.length).toBeLessThanOrEqual(starts);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('what is promised counts as started, and no time alone can help it', () => {
  const window = new StartWindow({ starts: 2, perMs: 1_000 }, new VirtualClock(0));
  expect(window.allows(1)).toBe(true);
  expect(window.allows(2)).toBe(false);
  expect(window.nextMs(2)).toBeUndefined();
  window.started();
  expect(window.nextMs(1)).toBe(1_000);
});
