import { QueueError, type DurationMs } from '@snoozeq/core';

/** How a controller looks for its messages. Every field has a default; see `controllerOptions`. */
export interface ControllerOptions {
  /** How long what a poll brings stays ours until its own visibility is set; whole seconds, 1 s to 60 s. Default 5 s. */
  readonly visibilityMs: DurationMs;
  /** How long a poll waits for a message; whole seconds, 0 to 30 s. Default 20 s. */
  readonly waitMs: DurationMs;
  /**
   * When for so long no poll has brought a message of ours, the missing ones count as preempted; 1 s to 1 h. Default 60 s: longer than
   * the usual lease, after which a message of a consumer that died is back.
   */
  readonly findWithinMs: DurationMs;
  /** Publish the rest of the list although something in it cannot be published. Default: publish nothing then. */
  readonly skipRefused: boolean;
}

const DEFAULTS: ControllerOptions = {
  visibilityMs: 5_000,
  waitMs: 20_000,
  findWithinMs: 60_000,
  skipRefused: false,
};

type Setting = 'visibilityMs' | 'waitMs' | 'findWithinMs';

const RANGES: Readonly<Record<Setting, readonly [least: DurationMs, most: DurationMs]>> = {
  visibilityMs: [1_000, 60_000],
  waitMs: [0, 30_000],
  findWithinMs: [1_000, 3_600_000],
};

/** Fills in the defaults. Throws a `QueueError` with code `misconfigured` that names a setting out of range. */
export const controllerOptions = (overrides: Partial<ControllerOptions> = {}): ControllerOptions => {
  const options = { ...DEFAULTS, ...overrides };
  for (const [name, [least, most]] of Object.entries(RANGES) as [Setting, (typeof RANGES)[Setting]][]) {
    const value = options[name];
    if (value % 1_000 === 0 && value >= least && value <= most) continue;
    throw new QueueError(
      'misconfigured',
      `Controller setting ${name} is ${value}: give a multiple of 1000 from ${least} to ${most}; the service counts whole seconds.`,
    );
  }
  return options;
};
