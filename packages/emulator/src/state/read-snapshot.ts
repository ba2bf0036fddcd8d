import type { EngineSnapshot, SnapshotMessage } from '@snoozeq/queue-engine';
import type { EpochMs } from '@snoozeq/core';
import type { ResourceKind, SavedResources, SavedState } from '../store/contract.js';
import { isFinished } from '../work-requests/work-request.js';
import type { FaultOf } from './fault-of.js';
import { lineError, type Line } from './ndjson.js';
import { SNAPSHOT_FORMAT, SNAPSHOT_PRODUCT, type SnapshotLine } from './snapshot-format.js';
import { LINE_SCHEMAS, RESOURCE_SCHEMAS } from './snapshot-schema.js';

const TAKE_ANOTHER = 'Send a snapshot of this emulator unchanged.';

/** Reads a whole snapshot, checked in every respect. @throws OciError 400 that names the line */
export const readSnapshot = async (lines: AsyncIterable<Line>, faultOf: FaultOf): Promise<SavedState> => {
  const reader = new SnapshotReader(faultOf);
  for await (const line of lines) reader.read(line);
  return reader.state();
};

interface Messages {
  readonly queueId: string;
  readonly lastSequence: number;
  readonly bySequence: Map<number, SnapshotMessage>;
}

class SnapshotReader {
  readonly #resources = {
    queue: new Map<string, unknown>(),
    consumerGroup: new Map<string, unknown>(),
    workRequest: new Map<string, unknown>(),
  };
  readonly #messages = new Map<string, Messages>();
  #current: Messages | undefined;
  #nowMs: EpochMs | undefined;
  #lines = 0;
  #hasEnded = false;

  constructor(private readonly faultOf: FaultOf) {}

  read({ number, value }: Line): void {
    const refuse = (fault: string): Error => lineError(number, fault, TAKE_ANOTHER);
    const line = this.#line(value, refuse);
    if (this.#hasEnded) throw refuse('comes after the end');
    if ((this.#nowMs === undefined) !== (line.kind === 'snapshot')) throw refuse('is not where it belongs');
    this.#take(line, refuse);
    this.#lines += 1;
  }

  state(): SavedState {
    if (!this.#hasEnded)
      throw lineError(this.#lines + 1, 'is missing: the snapshot is cut off', TAKE_ANOTHER);
    const resources = Object.fromEntries(
      Object.entries(this.#resources).map(([kind, byId]) => [kind, [...byId.values()]]),
    );
    const engines = new Map([...this.#messages].map(([id, messages]) => [id, engineOf(messages)]));
    return {
      nowMs: this.#nowMs ?? 0,
      resources: resources as unknown as SavedState['resources'],
      engine: (queueId) => engines.get(queueId) ?? { lastSequence: 0, messages: [] },
    };
  }

  #take(line: SnapshotLine, refuse: (fault: string) => Error): void {
    switch (line.kind) {
      case 'snapshot':
        if (line.product !== SNAPSHOT_PRODUCT) throw refuse('does not begin a snapshot of this emulator');
        if (line.format !== SNAPSHOT_FORMAT)
          throw refuse(`has format ${line.format}, known is ${SNAPSHOT_FORMAT}`);
        this.#nowMs = line.nowMs;
        return;
      case 'resource':
        return this.#takeResource(line.of, line.resource, refuse);
      case 'messages':
        if (!this.#resources.queue.has(line.queueId))
          throw refuse('has messages of a queue that is not there');
        if (this.#messages.has(line.queueId)) throw refuse('begins the messages of a queue once more');
        this.#current = { ...line, bySequence: new Map() };
        this.#messages.set(line.queueId, this.#current);
        return;
      case 'message':
        return this.#takeMessage(line, refuse);
      case 'end':
        if (line.lines !== this.#lines) throw refuse(`counts ${line.lines} lines, ${this.#lines} have come`);
        this.#hasEnded = true;
        return;
      default:
        line satisfies never;
    }
  }

  #takeResource(
    kind: ResourceKind,
    resource: SavedResources[ResourceKind],
    refuse: (fault: string) => Error,
  ): void {
    const fault = this.faultOf(resource, RESOURCE_SCHEMAS[kind]);
    if (fault !== undefined) throw refuse(`is no ${kind}: ${fault}`);
    if (this.#resources[kind].has(resource.id)) throw refuse(`has a ${kind} that is there already`);
    if ('task' in resource && !isFinished(resource) && !this.#resources.queue.has(resource.task.queueId))
      throw refuse('has an unfinished work request of a queue that is not there');
    this.#resources[kind].set(resource.id, resource);
  }

  #takeMessage({ message, copies }: SnapshotMessage, refuse: (fault: string) => Error): void {
    if (this.#current === undefined) throw refuse('has a message of no queue');
    const { lastSequence, bySequence } = this.#current;
    if (message.sequence > lastSequence) throw refuse('has a sequence beyond the last one of its queue');
    if (bySequence.has(message.sequence)) throw refuse('has a sequence that is there already');
    if (new Set(copies.map(({ group }) => group)).size < copies.length)
      throw refuse('has two copies for one group');
    bySequence.set(message.sequence, { message, copies });
  }

  #line(value: unknown, refuse: (fault: string) => Error): SnapshotLine {
    const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
    if (typeof kind !== 'string' || !Object.hasOwn(LINE_SCHEMAS, kind)) throw refuse('is none of a snapshot');
    const fault = this.faultOf(value, LINE_SCHEMAS[kind as SnapshotLine['kind']]);
    if (fault !== undefined) throw refuse(fault);
    return value as SnapshotLine;
  }
}

const engineOf = ({ lastSequence, bySequence }: Messages): EngineSnapshot => ({
  lastSequence,
  messages: [...bySequence.values()],
});
