import { sleep, systemClock, type EpochMs } from '@snoozeq/core';
import type { Leg } from './leg.js';
import { legFigures } from './leg-figures.js';
import type { Screen } from './screen.js';

export interface ControlOptions {
  readonly leg: Leg;
  readonly input: string;
  readonly fromMs: EpochMs;
  readonly skipInvalid: boolean;
  readonly screen: Screen;
  readonly interrupted: AbortSignal;
}

const LOOK_EVERY_MS = 100;
/** Real time; without a policy nothing waits for anything. */
const LIMIT_MS = 20_000;

/** The same input without the policy: consumers that deliver at once. Its figures stay its own. */
export const runControl = async ({ leg, interrupted, screen, ...options }: ControlOptions): Promise<void> => {
  const endMs = systemClock.now() + LIMIT_MS;
  void leg.fleet.start('control-1');
  void leg.fleet.start('control-2');
  const producer = leg.publish(options.input, options.fromMs, options.skipInvalid);
  const isDone = (): boolean => !producer.isRunning() && leg.uniqueCount >= leg.publishedCount;
  while (!interrupted.aborted && systemClock.now() < endMs && !isDone()) {
    await sleep(systemClock, LOOK_EVERY_MS);
    leg.look();
    screen.live(`       early without snoozeq: ${leg.uniqueCount} so far`);
  }
  await leg.fleet.stop();
  leg.look();
  const { early, unique } = legFigures(leg.records());
  screen.line(`       early without snoozeq: ${early} of ${unique}`);
};
