import type { Container } from 'inversify';
import { lastValueFrom, merge, ReplaySubject, type Observable, type Subject } from 'rxjs';
import { oneRun, type OneRun } from '../../consumer/one-run.js';
import { QueueError } from '../../errors.js';
import { CONSUMER_DEFINITION } from '../tokens.js';
import { assembleConsumer, type AssembledConsumer } from './assemble-consumer.js';
import { consumerContainer } from './consumer-container.js';
import {
  definitionFaults,
  misconfigured,
  sharingFaults,
  textOf,
  type ConsumerFault,
} from './consumer-faults.js';
import type { ConsumerDefinition } from './queue-consumer.js';

/**
 * Several consumers that start and stop together. `run` puts all of them together, then runs them until `stop`, and resolves when
 * everything in hand is settled. It rejects with one `QueueError`: code `misconfigured` with every fault of every consumer, before
 * anything was received; or, when the service refuses one of them for good, with the name of that consumer, after the others
 * were stopped in order. Connections stay open: they belong to the container.
 */
export type ConsumerHost = OneRun;

/** Runs what `consumersModule` has bound, each in a child of this container. */
export const consumerHost = (container: Container): ConsumerHost =>
  oneRun((stop$) => runAll(container, stop$), 'This host');

const runAll = async (parent: Container, asked$: Observable<void>): Promise<void> => {
  const failed$ = new ReplaySubject<void>(1);
  const stop$ = merge(asked$, failed$);
  const children: Container[] = [];
  try {
    const consumers = await assembleAll(parent, children);
    const failures = await Promise.all(consumers.map((consumer) => failureOf(consumer, stop$, failed$)));
    const errors = failures.filter((failure) => failure !== undefined);
    if (errors[0]) throw errors.length === 1 ? errors[0] : several(errors);
  } finally {
    for (const child of children) await child.unbindAllAsync();
  }
};

const assembleAll = async (
  parent: Container,
  children: Container[],
): Promise<readonly AssembledConsumer[]> => {
  const definitions = parent.getAll(CONSUMER_DEFINITION, { optional: true });
  if (definitions.length === 0)
    throw new QueueError(
      'misconfigured',
      'There is no consumer to run. Load consumersModule with at least one.',
    );
  const faults: ConsumerFault[] = [...definitionFaults(definitions)];
  const consumers: AssembledConsumer[] = [];
  for (const definition of definitions) {
    const { name } = definition.settings;
    if (faults.some(({ consumer }) => consumer === name)) continue;
    try {
      consumers.push(await assembled(parent, definition, children));
    } catch (error) {
      faults.push({ consumer: name, text: textOf(error) });
    }
  }
  faults.push(...sharingFaults(consumers.map(({ name, runtime }) => [name, runtime])));
  if (faults.length > 0) throw misconfigured(faults);
  return consumers;
};

const assembled = (
  parent: Container,
  definition: ConsumerDefinition,
  children: Container[],
): Promise<AssembledConsumer> => {
  const child = consumerContainer(parent, definition);
  children.push(child);
  return assembleConsumer(child, definition);
};

/** One that fails stops the others, in order. */
const failureOf = async (
  { name, consume }: AssembledConsumer,
  stop$: Observable<void>,
  failed$: Subject<void>,
): Promise<QueueError | undefined> => {
  try {
    await ended(consume(stop$));
    return undefined;
  } catch (thrown) {
    failed$.next();
    const { code, cause = thrown } = QueueError.from(thrown);
    return new QueueError(code, `Consumer ${name} has ended: ${textOf(thrown)}`, { cause });
  }
};

const ended = (settled$: Observable<unknown>): Promise<unknown> =>
  lastValueFrom(settled$, { defaultValue: undefined });

const several = (errors: readonly QueueError[]): QueueError =>
  new QueueError(errors[0]?.code ?? 'unavailable', errors.map(textOf).join(' '), {
    cause: new AggregateError(errors),
  });
