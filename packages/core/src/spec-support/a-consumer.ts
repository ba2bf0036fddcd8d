import { VirtualClock } from '../clock/virtual-clock.js';
import { CountedActivity } from '../consumer/activity.js';
import { type ConsumerProfile, consumerProfile } from '../consumer/consumer-profile.js';
import { type ConsumerParts, type ConsumerRuntime, consumerRuntime } from '../consumer/consumer-runtime.js';
import type { ConsumerEvent } from '../contracts/events.js';
import { plainPolicy, plainStamps } from './plain-stamps.js';
import { ScriptedTransport } from './scripted-transport.js';

export interface Stage {
  readonly runtime: ConsumerRuntime;
  readonly transport: ScriptedTransport;
  /** Both clocks. */
  readonly clock: VirtualClock;
  readonly activity: CountedActivity;
  readonly events: ConsumerEvent[];
}

/** A consumer over a scripted transport on one virtual clock. */
export const aConsumer = (
  profile: Partial<ConsumerProfile> = {},
  overrides: Partial<ConsumerParts> = {},
): Stage => {
  const transport = new ScriptedTransport();
  const clock = new VirtualClock();
  const activity = new CountedActivity('spec');
  const events: ConsumerEvent[] = [];
  const runtime = consumerRuntime({
    transport,
    policy: plainPolicy,
    convention: plainStamps,
    profile: consumerProfile(profile),
    maxDeliveries: 0,
    queueClock: clock,
    processClock: clock,
    random: () => 0,
    activity,
    events: (event) => events.push(event),
    ...overrides,
  });
  return { runtime, transport, clock, activity, events };
};

/** Lets promises and planned looks run, without moving any clock. */
export const quiet = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};
