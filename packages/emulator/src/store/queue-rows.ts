import type { CopyState, EngineChange, EngineSnapshot, StoredMessage } from '@snoozeq/queue-engine';
import { copyAfter, storedCopy, type CopyChange } from './copy-after.js';
import { copyRow, readCopyRow } from './rows/copy-row.js';
import {
  copyKey,
  copyRange,
  groupKey,
  groupRange,
  messageKey,
  messageRange,
  sequenceKey,
} from './rows/keys.js';
import { messageRow } from './rows/message-row.js';
import type { RowFile, RowWriter } from './rows/row-file.js';
import { sealed, sealedJson, unsealed } from './rows/sealed.js';

/** Writes the messages of one queue. Ids of groups are long, so each gets a number that the keys of its copies carry. */
export class QueueRows {
  constructor(
    private readonly number: number,
    private readonly rows: RowWriter & Pick<RowFile, 'get'>,
    private readonly groups: Map<string, number>,
  ) {}

  apply(changes: readonly EngineChange[]): void {
    let lastSequence: number | undefined;
    for (const change of changes) {
      if (change.kind === 'stored' || change.kind === 'dropped') lastSequence = change.message.sequence;
      if (change.kind === 'stored') this.#store(change);
      else if (change.kind !== 'dropped') this.#move(change);
    }
    if (lastSequence !== undefined) this.#count(lastSequence);
  }

  /** For a queue without rows. @param rows where to write, in place of those that the changes go to */
  fill({ lastSequence, messages }: EngineSnapshot, rows: RowWriter): void {
    for (const { message, copies } of messages) this.#put(message, copies, rows);
    this.#count(lastSequence, rows);
  }

  /** Leaves nothing. */
  clear(): void {
    for (const range of [messageRange, copyRange, groupRange]) this.rows.clear(range(this.number));
    this.rows.write(sequenceKey(this.number));
  }

  #store({ message, groups, atMs }: Extract<EngineChange, { readonly kind: 'stored' }>): void {
    this.#put(
      message,
      groups.map((group) => storedCopy(group, atMs)),
    );
  }

  #put(message: StoredMessage, copies: readonly CopyState[], rows: RowWriter = this.rows): void {
    const key = messageKey(this.number, message.sequence);
    rows.write(key, messageRow(key, message));
    for (const copy of copies) {
      const copyAt = copyKey(this.number, message.sequence, this.#groupNumber(copy.group, rows));
      rows.write(copyAt, copyRow(copyAt, copy));
    }
  }

  #count(lastSequence: number, rows: RowWriter = this.rows): void {
    const key = sequenceKey(this.number);
    rows.write(key, sealedJson(key, lastSequence));
  }

  #move(change: CopyChange): void {
    const { group, sequence } = 'ref' in change ? change.ref : change;
    const key = copyKey(this.number, sequence, this.#groupNumber(group));
    const row = this.rows.get(key);
    const value = row && unsealed(key, row);
    if (value === undefined) throw new Error(`A message was ${change.kind} that the store does not have.`);
    const copy = copyAfter(readCopyRow(value, group), change);
    if (copy !== undefined) return this.rows.write(key, copyRow(key, copy));
    this.rows.write(key);
    if (!this.#hasCopy(sequence)) this.rows.write(messageKey(this.number, sequence));
  }

  /** A message goes with its last copy. */
  #hasCopy(sequence: number): boolean {
    for (const group of this.groups.values()) {
      if (this.rows.get(copyKey(this.number, sequence, group)) !== undefined) return true;
    }
    return false;
  }

  #groupNumber(id: string, rows: RowWriter = this.rows): number {
    const known = this.groups.get(id);
    if (known !== undefined) return known;
    const number = Math.max(0, ...this.groups.values()) + 1;
    this.groups.set(id, number);
    const key = groupKey(this.number, number);
    rows.write(key, sealed(key, Buffer.from(id)));
    return number;
  }
}
