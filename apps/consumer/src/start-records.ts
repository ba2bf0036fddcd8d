import { openSync, writeSync } from 'node:fs';
import type { Clock, ConsumerEvent, EventSink } from '@snoozeq/core';

/** One handler start. Times are epoch milliseconds of the queue clock, not of the policy's estimate. */
interface StartRecord {
  readonly consumer: string;
  readonly id: string;
  readonly key: string;
  readonly serviceId: string;
  readonly atMs: number;
  readonly leaseUntilMs: number;
  readonly deliveryCount: number;
  readonly attempt: number;
  readonly holds: number;
}

/** Appends a line before the handler runs, and so before anything is settled: what a crash leaves behind tells the truth. */
export const startRecords = (file: string, consumer: string, clock: Clock): EventSink => {
  const descriptor = openSync(file, 'a');
  return (event) => {
    if (event.kind === 'started')
      writeSync(descriptor, `${JSON.stringify(recordOf(event, consumer, clock))}\n`);
  };
};

const recordOf = (
  { context }: Extract<ConsumerEvent, { kind: 'started' }>,
  consumer: string,
  clock: Clock,
): StartRecord => ({
  consumer,
  id: context.id,
  key: context.key,
  serviceId: context.delivery.message.id,
  atMs: clock.now(),
  leaseUntilMs: context.delivery.leaseUntilMs,
  deliveryCount: context.delivery.deliveryCount,
  attempt: context.attempt,
  holds: context.holds,
});
