import {
  activityOf,
  cryptoRandom,
  jsonCodec,
  queueProducer,
  seededRandom,
  sleep,
  systemClock,
  type EpochMs,
  type Producer,
} from '@snoozeq/core';
import {
  dueStampV1,
  envelopeStampV1,
  readDueTime,
  strategyOf,
  type StrategyChoice,
} from '@snoozeq/delay-policy';
import { createOciTransport } from '@snoozeq/transport-oci';
import { WireClock, type ClockObserver } from '@snoozeq/wire-clock';
import type { EmulatorProcess } from './emulator-process.js';
import type { Leg } from './leg.js';
import { legFigures } from './leg-figures.js';
import { QUEUE } from './queue-admin.js';
import type { Screen } from './screen.js';

export interface LiveOptions {
  readonly leg: Leg;
  readonly emulator: EmulatorProcess;
  /** Filled with the due time of each message before it is published. */
  readonly dueAtMs: Map<number, EpochMs>;
  readonly consumers: number;
  readonly strategy: StrategyChoice;
  readonly seed: number;
  readonly observer: ClockObserver;
  readonly screen: Screen;
  readonly interrupted: AbortSignal;
}

const MESSAGES = 200;
const SECONDS = 20;
const PER_STEP = 5;
const STEP_MS = (SECONDS * 1_000 * PER_STEP) / MESSAGES;
/** Delays are drawn from this range, so that holds, waits and plain deliveries all occur. */
const [SHORTEST_MS, LONGEST_MS] = [300, 1_500];
/** After the last due time; what is not handled by then is lost. */
const GRACE_MS = 5_000;

/** 200 messages over 20 seconds on a clock that runs like any other. */
export const runLive = async (options: LiveOptions): Promise<void> => {
  const { leg, emulator, observer, consumers, strategy } = options;
  observer.allowSkipping(false);
  await Promise.all(Array.from({ length: consumers }, (_, index) => leg.fleet.start(`live-${index + 1}`)));
  const activity = activityOf('quickstart', cryptoRandom);
  const system = { processClock: systemClock, random: cryptoRandom };
  const clock = await WireClock.connect({ url: emulator.origin, activity, ...system });
  const { queueId } = leg;
  const transport = createOciTransport({
    queueId,
    endpoint: emulator.origin,
    credentials: emulator,
    activity,
    ...system,
  });
  const convention = emulator.transport === 'hybrid' ? envelopeStampV1(QUEUE) : dueStampV1(QUEUE);
  const { planner } = strategyOf(strategy, QUEUE);
  const parts = {
    transport,
    planner,
    convention,
    readDueTime,
    codec: jsonCodec(),
    queueClock: clock,
    ...system,
  };
  await publishSteadily(options, queueProducer(parts), clock);
  await untilHandled(options, clock);
  await leg.fleet.stop();
  leg.look();
  await transport.close();
  await clock.close();
};

const publishSteadily = async (
  options: LiveOptions,
  producer: Producer<unknown>,
  clock: WireClock,
): Promise<void> => {
  const { leg, dueAtMs, seed, interrupted } = options;
  const random = seededRandom(seed);
  const beginMs = systemClock.now();
  for (let line = 1; line <= MESSAGES && !interrupted.aborted; line += PER_STEP) {
    const batch = Array.from({ length: PER_STEP }, (_, index) => {
      const dueAt = Math.round(clock.now() + SHORTEST_MS + random() * (LONGEST_MS - SHORTEST_MS));
      dueAtMs.set(line + index, dueAt);
      return { body: {}, key: `live-${line + index}`, dueAt };
    });
    const results = await producer.sendAll(batch);
    results.forEach((result, index) => {
      const { key, id } = result;
      const serviceId = result.kind === 'sent' ? result.serviceId : '';
      leg.note({ line: line + index, key, id, serviceId });
    });
    show(options);
    await sleep(systemClock, Math.max(0, beginMs + (line / PER_STEP) * STEP_MS - systemClock.now()));
  }
};

const untilHandled = async (options: LiveOptions, clock: WireClock): Promise<void> => {
  const { leg, dueAtMs, interrupted } = options;
  const endMs = Math.max(...dueAtMs.values()) + GRACE_MS;
  while (!interrupted.aborted && leg.uniqueCount < leg.publishedCount && clock.now() < endMs) {
    await sleep(systemClock, STEP_MS);
    show(options);
  }
};

const show = ({ leg, screen }: LiveOptions): void => {
  leg.look();
  const { unique, lateness } = legFigures(leg.records());
  screen.live(
    `       live, ${unique} of ${MESSAGES} handled: p50 ${lateness.p50} ms late, worst ${lateness.max} ms`,
  );
};
