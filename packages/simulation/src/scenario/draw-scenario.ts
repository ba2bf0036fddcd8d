import type { DurationMs } from '@snoozeq/core';
import type { EngineSettings } from '@snoozeq/queue-engine';
import type { FaultPlan, FaultRates } from '../faults/fault-plan.js';
import { drawMessage, type MessageMix } from './draw-message.js';
import { drawOf, wholeOf } from './draw.js';
import type { ConsumerSpec, LatencySpec, MessageSpec, Scenario } from './scenario.js';

const MINUTE_MS: DurationMs = 60_000;
const HOUR_MS: DurationMs = 60 * MINUTE_MS;
const DAY_MS: DurationMs = 24 * HOUR_MS;

/** What scenarios are drawn from; everything left out is drawn, too. */
export interface ScenarioOptions {
  readonly durationMs: DurationMs;
  readonly messages: number;
  readonly consumers: number;
  /** `calm`: nothing goes wrong, and handlers just complete. */
  readonly calm: boolean;
  readonly rates?: FaultRates | undefined;
  readonly settings?: Partial<EngineSettings> | undefined;
}

/** Per call. A week has some thousand calls, so each consumer dies about once a day. */
const ROUGH: FaultRates = {
  'crash-before': 0.003,
  'crash-unanswered': 0.003,
  'crash-answered': 0.003,
  'lost-reply': 0.01,
  throttle: 0.02,
  'server-error': 0.01,
  'partial-failure': 0.01,
  'stale-receipt': 0.003,
  duplicate: 0.005,
  disorder: 0.1,
  'early-poll': 0.1,
  slow: 0.01,
};
/** Idle polls are many; most of what can go wrong with them shows in a few. */
const IDLE_SHARE = 0.01;

/** The scenario of a seed. */
export const drawScenario = (seed: number, options: ScenarioOptions): Scenario => {
  const { durationMs, messages, consumers, calm } = options;
  const draw = (label: number, more = 0): number => drawOf(seed, label, more);
  const settings = settingsOf(options, draw);
  const leaseMs = calm ? 30_000 : [10_000, 30_000, 30_000, 60_000][wholeOf(draw(1), 0, 3)]!;
  const mix: MessageMix = {
    seed,
    durationMs,
    retentionMs: settings.retentionMs,
    longestWorkMs: 10 * MINUTE_MS,
    isRough: !calm,
    maxPadding: 2_000,
  };
  const specs = Array.from({ length: messages }, (_, index) => drawMessage(mix, index));
  return {
    seed,
    durationMs,
    queue: {
      settings,
      limits: calm || draw(2) < 0.7 ? {} : { maxBatch: 5, maxBatchBytes: 8_192, maxMessageBytes: 4_096 },
    },
    producerSkewMs: calm ? 0 : skewOf(draw(3)),
    latency: calm ? { thereMs: 0, backMs: 0 } : latencyOf(draw(4)),
    messages: specs,
    consumers: Array.from({ length: consumers }, (_, index) =>
      consumerOf(index, { leaseMs, specs, options, draw }),
    ),
    faults: faultsOf(options),
  };
};

const faultsOf = ({ calm, rates }: ScenarioOptions): FaultPlan =>
  calm && !rates
    ? { kind: 'listed', strikes: [] }
    : { kind: 'drawn', rates: rates ?? ROUGH, idleShare: IDLE_SHARE };

type Draw = (label: number, more?: number) => number;

/** Often what a queue has by default, sometimes near a limit. */
const settingsOf = ({ durationMs, calm, settings }: ScenarioOptions, draw: Draw): EngineSettings => {
  if (calm) return { retentionMs: 7 * DAY_MS, maxDeliveries: 0, ...settings };
  const retentions = [7 * DAY_MS, 7 * DAY_MS, DAY_MS, HOUR_MS];
  return {
    retentionMs: retentions[wholeOf(draw(20), 0, durationMs > DAY_MS ? 2 : 3)]!,
    maxDeliveries: [0, 0, 0, 20, 5][wholeOf(draw(21), 0, 4)]!,
    ...(draw(22) < 0.15 && { pastRetention: 'reject' as const }),
    ...(draw(23) < 0.15 && { staleAfterLapse: true }),
    ...(draw(24) < 0.1 && { updateCounts: true }),
    ...settings,
  };
};

const skewOf = (draw: number): DurationMs => (draw < 0.4 ? 0 : Math.floor((draw - 0.7) * 40 * MINUTE_MS));

const latencyOf = (draw: number): LatencySpec => {
  if (draw < 0.4) return { thereMs: 0, backMs: 0 };
  return draw < 0.8 ? { thereMs: 0, backMs: 20 } : { thereMs: 30, backMs: 60 };
};

interface Staff {
  readonly leaseMs: DurationMs;
  readonly specs: readonly MessageSpec[];
  readonly options: ScenarioOptions;
  readonly draw: Draw;
}

const consumerOf = (index: number, { leaseMs, specs, options, draw }: Staff): ConsumerSpec => {
  const own = (label: number): number => draw(40 + label, index + 1);
  const { durationMs, calm } = options;
  if (calm) return { profile: { leaseMs, waitMs: 30_000 }, skewMs: 0, startAfterMs: 0, deploysAfterMs: [] };
  return {
    profile: {
      leaseMs,
      waitMs: 30_000,
      concurrency: wholeOf(own(0), 1, 10),
      pollers: own(1) < 0.8 ? 1 : 2,
      settleAgeMs: own(2) < 0.7 ? 20 : 0,
      maxWaits: own(3) < 0.9 ? 1_000 : 5,
    },
    skewMs: skewOf(own(4)),
    startAfterMs: own(5) < 0.7 ? 0 : Math.floor(own(6) * HOUR_MS),
    deploysAfterMs: Array.from({ length: wholeOf(own(7), 0, 3) }, (_, at) =>
      deployOf(specs, durationMs, own(10 + at), own(20 + at)),
    ),
  };
};

/** Any time, and as often when a message is about to be due, so that something is in hand. */
const deployOf = (
  specs: readonly MessageSpec[],
  durationMs: DurationMs,
  draw: number,
  when: number,
): DurationMs => {
  const { dueAfterMs = 0 } = specs[Math.floor(draw * specs.length)] ?? {};
  const isBusy = when < 0.5 && dueAfterMs > 1_000 && dueAfterMs < durationMs;
  return isBusy ? dueAfterMs - Math.floor(when * 1_000) : Math.floor(draw * durationMs);
};
