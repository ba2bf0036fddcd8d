import {
  prepareMessage,
  QueueError,
  type Activity,
  type Answered,
  type PreparedMessage,
  type PrepareParts,
  type SendOptions,
  type SendParts,
  type Unsendable,
} from '@snoozeq/core';
import { nameOf, type ControllerEvent, type ControllerSink } from './controller-event.js';
import { controllerOptions, type ControllerOptions } from './controller-options.js';
import { countEvent, emptyReport, type ControllerReport, type Ending } from './controller-report.js';
import { countedTransport } from './counted-transport.js';
import { OurMessages } from './our-messages.js';
import { publishList } from './publish-list.js';
import { Search, type SearchParts } from './search.js';

/** What a controller is made from; every field is a port or plain data. */
export interface ControllerParts extends PrepareParts<unknown>, SendParts {
  readonly activity: Activity;
  /** The queue's delivery limit; 0: none. */
  readonly maxDeliveries: number;
}

export interface RunOptions extends Partial<ControllerOptions> {
  /** Ends the run: what is in hand gets its visibility, the rest is reported. Default: never. */
  readonly stop?: AbortSignal;
  /** Called synchronously for each step; must not throw. */
  readonly onEvent?: ControllerSink;
}

/** A message of the list. */
export type ListItem = { readonly body: unknown } & SendOptions;

/**
 * Delays a list of messages in five steps: the list is checked (1) and published (2), polls with a short visibility look for its
 * messages (3), each found one is hidden until it is due (4), and this goes on until all are found or in other hands (5). Consumers
 * need the policy step all the same: one of them may take a message first.
 */
export class DelayController {
  readonly #parts: ControllerParts;

  constructor(parts: ControllerParts) {
    this.#parts = parts;
  }

  /** What of a list cannot be published, and why. Publishes nothing. */
  check(list: readonly ListItem[]): readonly ControllerEvent[] {
    return prepareList(list, this.#parts).flatMap(unsendable);
  }

  /**
   * Never rejects for what the queue does: the report says how it ended. Rejects with `QueueError` `misconfigured` for options out of
   * range.
   */
  async run(list: readonly ListItem[], options: RunOptions = {}): Promise<ControllerReport> {
    const settings = controllerOptions(options);
    // Busy from start to end: a clock that skips must not jump over a visibility of seconds.
    const done = this.#parts.activity.begin();
    try {
      return await this.#run(list, settings, options);
    } finally {
      done();
    }
  }

  async #run(
    list: readonly ListItem[],
    settings: ControllerOptions,
    { stop = new AbortController().signal, onEvent }: RunOptions,
  ): Promise<ControllerReport> {
    const { transport, calls } = countedTransport(this.#parts.transport);
    let report = emptyReport(list.length);
    const emit = (event: ControllerEvent): void => {
      report = countEvent(report, event);
      onEvent?.(event);
    };
    const parts = { ...this.#parts, transport, options: settings, emit };
    const prepared = prepareList(list, parts);
    for (const event of prepared.flatMap(unsendable)) emit(event);
    const ready = prepared.filter((one) => one.kind === 'ready');
    const isRefused = ready.length < list.length && !settings.skipRefused;
    const ending = isRefused ? 'refused' : await delay(ready, parts, stop);
    return { ...report, ending, calls: calls() };
  }
}

type Prepared = (PreparedMessage | Unsendable) & { readonly index: number };
type Ready = Extract<Prepared, { kind: 'ready' }>;

const delay = async (
  ready: readonly Ready[],
  parts: Omit<SearchParts, 'lane'>,
  stop: AbortSignal,
): Promise<Ending> => {
  const ours = new OurMessages();
  const { emit } = parts;
  await publishList(parts, ready, { stop, onAnswer: (answered) => keepAnswer(answered, ours, emit) });
  const ending = await search(ours, { lane: ready[0]?.plan.lane ?? '', ...parts }, stop);
  const kind = ending === 'complete' ? 'preempted' : 'unfound';
  for (const message of ours.missing()) emit({ kind, ...nameOf(message) });
  return ending;
};

const search = async (ours: OurMessages, parts: SearchParts, stop: AbortSignal): Promise<Ending> => {
  try {
    await new Search(parts, ours).run(stop);
    return stop.aborted ? 'stopped' : 'complete';
  } catch (thrown) {
    parts.emit({ kind: 'shut-out', error: QueueError.from(thrown) });
    return 'failed';
  }
};

const prepareList = (list: readonly ListItem[], parts: ControllerParts): readonly Prepared[] =>
  list.map((item, index) => ({ ...prepareMessage(parts, item.body, item), index }));

const unsendable = (one: Prepared): readonly ControllerEvent[] => {
  switch (one.kind) {
    case 'ready':
      return [];
    case 'refused':
      return [{ ...nameOf(one), kind: 'refused', refusal: one.refusal }];
    case 'failed':
      return [{ ...nameOf(one), kind: 'publish-failed', error: one.error }];
    default:
      return one satisfies never;
  }
};

const keepAnswer = ({ prepared, result }: Answered<Ready>, ours: OurMessages, emit: ControllerSink): void => {
  const { dueAtMs } = prepared;
  const name = nameOf(prepared);
  ours.add({ ...name, dueAtMs, isStored: result.kind === 'sent' });
  if (result.kind === 'sent') emit({ ...name, kind: 'published', serviceId: result.serviceId, dueAtMs });
  if (result.kind === 'failed') emit({ ...name, kind: 'publish-failed', error: result.error });
};
