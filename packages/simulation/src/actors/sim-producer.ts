import { jsonCodec, queueProducer, seededRandom, type Planner, type StampConvention } from '@snoozeq/core';
import { readDueTime } from '@snoozeq/delay-policy';
import { FaultyTransport } from '../faults/faulty-transport.js';
import type { MessageSpec } from '../scenario/scenario.js';
import { Host } from '../world/host.js';
import { START_MS, type World } from '../world/world.js';

export interface ProducerMaking {
  readonly planner: Planner;
  readonly convention: StampConvention;
  readonly bodyOf: (spec: MessageSpec) => unknown;
}

/** A process that publishes one batch: the shipped producer over a connection that may fail. */
export const publish = async (
  world: World,
  number: number,
  specs: readonly MessageSpec[],
  { planner, convention, bodyOf }: ProducerMaking,
): Promise<void> => {
  const { clock, ledger, scenario } = world;
  const host = new Host(`p${number}`, PRODUCERS_FROM + number, clock, scenario.producerSkewMs);
  const producer = queueProducer<unknown>({
    transport: new FaultyTransport(world.connection(host)),
    planner,
    convention,
    readDueTime,
    codec: jsonCodec(),
    queueClock: host.clock,
    processClock: host.clock,
    random: seededRandom(scenario.seed + host.number),
  });
  const dueOf = ({ dueAfterMs }: MessageSpec) =>
    dueAfterMs === undefined ? undefined : START_MS + dueAfterMs;
  for (const spec of specs) ledger.publishing(spec.name, dueOf(spec));
  const forget = host.onDeath(() => {
    for (const { name } of specs) ledger.published(name, undefined);
  });
  const results = await producer.sendAll(
    specs.map((spec) => ({
      body: bodyOf(spec),
      key: spec.name,
      ...(spec.dueAfterMs !== undefined && { dueAt: START_MS + spec.dueAfterMs }),
    })),
  );
  forget();
  results.forEach((result, index) => ledger.published(specs[index]!.name, result.kind));
};

/** Apart from the numbers of consumers. */
const PRODUCERS_FROM = 1_000_000;
