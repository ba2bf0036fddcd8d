import 'reflect-metadata';
import { admit, consume, handle, QueueError, settle } from '@snoozeq/core';
import { CONSUMER, HANDLER } from '@snoozeq/core/di';
import { exitCodeOfError, UsageError } from '@snoozeq/producer-app/shell';
import { from, fromEvent, lastValueFrom, merge, NEVER, pipe, tap } from 'rxjs';
import { compose } from './compose.js';
import { readConfig } from './config.js';
import { publishOwnInput } from './own-input.js';

/** The emulator has gone: without its clock nothing here can be judged. */
const EXIT_CLOCK_LOST = 1;

const run = async (): Promise<void> => {
  const config = readConfig(process.argv.slice(2));
  const { container, clock } = await compose(config);
  const handled$ = await publishOwnInput(container, config);
  const consumer = container.get(CONSUMER);
  const pipeline = pipe(admit(consumer), handle(consumer, container.get(HANDLER)), settle(consumer));
  const lost$ = clock ? from(clock.closed).pipe(tap(() => (process.exitCode = EXIT_CLOCK_LOST))) : NEVER;
  const stop$ = merge(fromEvent(process, 'SIGTERM'), fromEvent(process, 'SIGINT'), lost$, handled$);
  console.log(`ready: reading ${String(consumer.profile.lanes)}`);
  await lastValueFrom(consume(consumer, pipeline, { stop$ }), { defaultValue: undefined });
  await container.unbindAllAsync();
  await clock?.close();
};

await run().catch((error: unknown) => {
  console.error(error instanceof UsageError ? error.message : QueueError.from(error).message);
  process.exit(exitCodeOfError(error));
});
