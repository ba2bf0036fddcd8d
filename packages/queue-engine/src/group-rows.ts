import { CopyTable } from './copy-table.js';
import type { MessageTable, WatchCompare } from './message-table.js';
import type { Compare } from './storage/row-heap.js';

/** The rows of one group, seen from all sides: the messages, its copies of them, and the order in which these are due. */
export interface GroupRows {
  readonly messages: MessageTable;
  readonly copies: CopyTable;
  /** By the instant of becoming visible, then by sequence. */
  readonly byVisibility: Compare;
}

export const createGroupRows = (messages: MessageTable, watch: WatchCompare): GroupRows => {
  const copies = new CopyTable();
  const byVisibility = watch(
    (a, b) =>
      copies.visibleAtMs.get(a) - copies.visibleAtMs.get(b) || messages.sequence(a) - messages.sequence(b),
  );
  return { messages, copies, byVisibility };
};
