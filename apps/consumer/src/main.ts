import 'reflect-metadata';
import { admit, consume, handle, QueueError, settle } from '@snoozeq/core';
import { CONSUMER, HANDLER } from '@snoozeq/core/di';
import { fromEvent, lastValueFrom, merge, pipe } from 'rxjs';
import { compose } from './compose.js';
import { readConfig } from './config.js';

const run = async (): Promise<void> => {
  const { container, clock } = await compose(readConfig(process.argv.slice(2)));
  const consumer = container.get(CONSUMER);
  const pipeline = pipe(admit(consumer), handle(consumer, container.get(HANDLER)), settle(consumer));
  const stop$ = merge(fromEvent(process, 'SIGTERM'), fromEvent(process, 'SIGINT'));
  await lastValueFrom(consume(consumer, pipeline, { stop$ }), { defaultValue: undefined });
  await container.unbindAllAsync();
  await clock?.close();
};

await run().catch((error: unknown) => {
  console.error(QueueError.from(error).message);
  process.exit(1);
});
