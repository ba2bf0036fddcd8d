import type { CopyState, EngineSnapshot, SnapshotMessage } from '@snoozeq/queue-engine';
import type { ClockState } from '../clock/clock-state.js';
import { RESOURCE_KINDS, type ResourceKind, type SavedResources, type SavedState } from './contract.js';
import { readCopyRow } from './rows/copy-row.js';
import {
  copyRange,
  groupOfCopyKey,
  groupOfGroupKey,
  groupRange,
  messageRange,
  queueNumberRange,
  resourceRange,
  sequenceKey,
  sequenceOfKey,
  storeKey,
  textOfKey,
  type KeyRange,
} from './rows/keys.js';
import { readMessageRow } from './rows/message-row.js';
import type { Row, RowFile } from './rows/row-file.js';
import { unsealed } from './rows/sealed.js';

export const CLOCK_KEY = storeKey('clock');

/** The compact numbers that keys are made of. */
export interface QueueNumbers {
  readonly queue: number;
  readonly groups: Map<string, number>;
}

/** How a resource is stored: ids are random, so the order of its kind is kept beside it. */
export interface ResourceRow {
  readonly order: number;
  readonly resource: SavedResources[ResourceKind];
}

/** Reads rows, and checks each against its seal. */
export class StateReader {
  /** @param refuse makes the error for a row that is not as it was written */
  constructor(
    private readonly file: RowFile,
    private readonly refuse: (what: string) => Error,
  ) {}

  clock(): ClockState | undefined {
    return this.json(CLOCK_KEY) as ClockState | undefined;
  }

  numbers(): Map<string, QueueNumbers> {
    const rows = [...this.#rows(queueNumberRange)];
    return new Map(
      rows.map(({ key, value }) => {
        const queue = value.readUInt32BE(0);
        return [textOfKey(key), { queue, groups: this.#groups(queue) }] as const;
      }),
    );
  }

  /** undefined: nothing was ever saved. */
  state(numbers: ReadonlyMap<string, QueueNumbers>): SavedState | undefined {
    const { nowMs } = this.clock() ?? {};
    if (nowMs === undefined) return undefined;
    const resources = Object.fromEntries(
      RESOURCE_KINDS.map((kind) => [kind, this.resources(kind).map(({ resource }) => resource)]),
    );
    return {
      nowMs,
      resources: resources as unknown as SavedState['resources'],
      engine: (queueId) => this.#engine(numbers.get(queueId), nowMs),
    };
  }

  /** In the order of their making. */
  resources(kind: ResourceKind): readonly ResourceRow[] {
    const rows = Array.from(
      this.#rows(resourceRange(kind)),
      ({ value }) => JSON.parse(value.toString()) as ResourceRow,
    );
    return rows.sort((a, b) => a.order - b.order);
  }

  value(key: Buffer): Buffer | undefined {
    const value = this.file.get(key);
    return value && this.#unsealed({ key, value });
  }

  json(key: Buffer): unknown {
    const value = this.value(key);
    return value && (JSON.parse(value.toString()) as unknown);
  }

  #engine(numbers: QueueNumbers | undefined, nowMs: number): EngineSnapshot {
    if (numbers === undefined) return { lastSequence: 0, nowMs, messages: [] };
    const lastSequence = (this.json(sequenceKey(numbers.queue)) as number | undefined) ?? 0;
    return { lastSequence, nowMs, messages: { [Symbol.iterator]: () => this.#messages(numbers) } };
  }

  /** Messages and copies are in the same order, so both are walked over once, side by side. */
  *#messages({ queue, groups }: QueueNumbers): Iterator<SnapshotMessage> {
    const names = new Map([...groups].map(([id, number]) => [number, id]));
    const copies = this.#rows(copyRange(queue))[Symbol.iterator]();
    let copy = copies.next();
    for (const { key, value } of this.#rows(messageRange(queue))) {
      const sequence = sequenceOfKey(key);
      const mine: CopyState[] = [];
      for (; !copy.done && sequenceOfKey(copy.value.key) === sequence; copy = copies.next()) {
        const group = names.get(groupOfCopyKey(copy.value.key));
        if (group === undefined) throw this.refuse(`a copy of message ${sequence} is of no group`);
        mine.push(readCopyRow(copy.value.value, group));
      }
      if (mine.length === 0) throw this.refuse(`message ${sequence} has no copy`);
      yield { message: readMessageRow(value, sequence), copies: mine };
    }
    if (!copy.done) throw this.refuse(`a copy of message ${sequenceOfKey(copy.value.key)} has no message`);
  }

  #groups(queue: number): Map<string, number> {
    const rows = [...this.#rows(groupRange(queue))];
    return new Map(rows.map(({ key, value }) => [value.toString(), groupOfGroupKey(key)] as const));
  }

  *#rows(range: KeyRange): Iterable<Row> {
    for (const row of this.file.range(range)) yield { key: row.key, value: this.#unsealed(row) };
  }

  #unsealed({ key, value }: Row): Buffer {
    const unsealedValue = unsealed(key, value);
    if (unsealedValue === undefined) throw this.refuse('a row is not what was written');
    return unsealedValue;
  }
}
