import { CONSUMER_PROFILE, EVENT_SINK, QUEUE_INSPECTION } from '@snoozeq/core/di';
import { PRODUCER_APP, producerModule } from '@snoozeq/producer-app';
import { openInput, processTerminal, readLines, UsageError } from '@snoozeq/producer-app/shell';
import type { Container } from 'inversify';
import { filter, NEVER, Subject, switchMap, take, type Observable } from 'rxjs';
import type { ConsumerConfig } from './config.js';

/**
 * Fills a queue of this process, which nobody else can. Emits when nothing but dead letters is left of it; never without an input.
 *
 * @throws UsageError when a line cannot be published: then none was
 */
export const publishOwnInput = async (
  container: Container,
  { input, ...config }: ConsumerConfig,
): Promise<Observable<unknown>> => {
  if (input === undefined) return NEVER;
  const lines = await readLines(openInput(input, process.stdin));
  const terminal = processTerminal(process);
  container.load(producerModule({ ...config, input, skipInvalid: false, json: false }, terminal));
  const exitCode = await container.get(PRODUCER_APP).run(lines, new AbortController().signal);
  if (exitCode !== 0) throw new UsageError('Nothing is handled before all of the input can be published.');
  return emptied(container);
};

/** Looks after each settlement; a later look makes an earlier one pointless. */
const emptied = (container: Container): Observable<unknown> => {
  const settled$ = new Subject<void>();
  container.bind(EVENT_SINK).toConstantValue(({ kind }) => void (kind === 'settled' && settled$.next()));
  const inspection = container.get(QUEUE_INSPECTION);
  const { deadLane } = container.get(CONSUMER_PROFILE);
  const messagesLeft = async (): Promise<number> => {
    const [all, dead] = [await inspection.stats(), await inspection.stats(deadLane)];
    return all.visible + all.inFlight - dead.visible - dead.inFlight;
  };
  return settled$.pipe(
    switchMap(messagesLeft),
    filter((left) => left === 0),
    take(1),
  );
};
