import { VirtualClock } from '../clock/virtual-clock.js';
import { jsonCodec } from '../consumer/json-codec.js';
import type { Plan, Refusal } from '../contracts/plan.js';
import type { Producer } from '../contracts/producer.js';
import { type ProducerParts, queueProducer } from '../producer/queue-producer.js';
import { seededRandom } from '../random/seeded-random.js';
import { HOUR_MS } from './deliveries.js';
import { plainStamps } from './plain-stamps.js';
import { ScriptedTransport } from './scripted-transport.js';

export const aPlan = (overrides: Partial<Plan> = {}): Plan => ({
  kind: 'plan',
  strategy: 'hold',
  lane: 'planned',
  delayMs: 0,
  holds: 0,
  relays: 0,
  deliveries: 1,
  calls: { single: 3, batched: 0.15 },
  idleCalls: 0,
  worstLatenessMs: 1_100,
  ...overrides,
});
export const REFUSAL: Refusal = {
  kind: 'refusal',
  strategy: 'hold',
  rule: 'retention',
  message: 'at most 7d',
  source: 'the queue',
};

/** A producer over a scripted transport. Delays are milliseconds; beyond a week they are refused. */
export const aProducer = (overrides: Partial<ProducerParts<unknown>> = {}) => {
  const transport = new ScriptedTransport();
  const clock = new VirtualClock();
  const producer: Producer<unknown> = queueProducer({
    transport,
    planner: {
      plan: ({ nowMs, dueAtMs }) =>
        dueAtMs - nowMs > 168 * HOUR_MS ? REFUSAL : aPlan({ delayMs: dueAtMs - nowMs }),
    },
    convention: plainStamps,
    readDueTime: (options, nowMs) => {
      if (options.in === 'soon') throw new RangeError("'soon' is not a duration: write 90s");
      const dueAtMs = typeof options.dueAt === 'number' ? options.dueAt : nowMs + Number(options.in ?? 0);
      return { dueAtMs, ...(typeof options.expiresAt === 'number' && { expiresAtMs: options.expiresAt }) };
    },
    codec: jsonCodec(),
    queueClock: clock,
    processClock: clock,
    random: seededRandom(1),
    ...overrides,
  });
  return { producer, transport, clock };
};
