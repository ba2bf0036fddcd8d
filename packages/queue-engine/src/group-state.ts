import { AreaState } from './area-state.js';
import type { CopyState, GroupId, GroupSettings } from './contracts/index.js';
import { Copy } from './copy.js';
import { createGroupRows, type GroupRows } from './group-rows.js';
import type { MessageTable, WatchCompare } from './message-table.js';
import type { Row } from './storage/column.js';

/** All copies of one group, of live messages and of dead letters. */
export class GroupState {
  readonly live: AreaState;
  readonly dead: AreaState;
  readonly rows: GroupRows;

  constructor(
    readonly id: GroupId,
    public settings: GroupSettings,
    { messages, watch }: { readonly messages: MessageTable; readonly watch: WatchCompare },
  ) {
    this.rows = createGroupRows(messages, watch);
    this.live = new AreaState(this.rows);
    this.dead = new AreaState(this.rows);
  }

  get storedBytes(): number {
    return this.live.tally.sizeBytes + this.dead.tally.sizeBytes;
  }

  /** The next copy of an area whose lease ends. */
  nextLapse(area: 'live' | 'dead'): Copy | undefined {
    const row = this[area].nextLapse;
    return row === undefined ? undefined : new Copy(this, row);
  }

  at(row: Row): Copy | undefined {
    return this.rows.copies.has(row) ? new Copy(this, row) : undefined;
  }

  find(sequence: number): Copy | undefined {
    const row = this.rows.messages.find(sequence);
    return row === undefined ? undefined : this.at(row);
  }

  /** In no order. A copy may be removed while it is the current one. */
  *all(): Generator<Copy, void, undefined> {
    for (const row of this.rows.messages.rows()) if (this.rows.copies.has(row)) yield new Copy(this, row);
  }

  /** Visible since `visibleAtMs`, and never delivered. */
  add(row: Row, visibleAtMs: number): void {
    const { copies } = this.rows;
    copies.visibleAtMs.set(row, visibleAtMs);
    copies.put(row, 'live', 'visible');
    this.live.enter(row);
  }

  restore(row: Row, { area, place, deliveryCount, visibleAtMs, latestRef, spared }: CopyState): void {
    const { copies } = this.rows;
    copies.deliveryCount.set(row, deliveryCount);
    copies.latestRef.set(row, latestRef ?? deliveryCount);
    copies.visibleAtMs.set(row, visibleAtMs);
    copies.put(row, area, place);
    if (spared) copies.spared.add(row);
    this[area].enter(row);
  }
}
