import type { EpochMs } from '../contracts/time.js';

interface Timer {
  readonly atMs: EpochMs;
  /** Order of arrival: decides at one instant. */
  readonly number: number;
  readonly task: () => void;
  state: 'waiting' | 'cancelled' | 'taken';
}

/** Below this, a list with cancelled timers in it is not worth tidying. */
const TIDY_FROM = 64;

/**
 * Timers in the order of their instants, and of their arrival at one instant. A binary heap: ten thousand messages that wait in memory
 * have a timer each. Cancelled timers stay in it until they reach the top, or are the majority.
 */
export class TimerList {
  #heap: Timer[] = [];
  #added = 0;
  #cancelled = 0;

  get nextMs(): EpochMs | undefined {
    while (this.#heap[0]?.state === 'cancelled') this.#takeFirst();
    return this.#heap[0]?.atMs;
  }

  add(atMs: EpochMs, task: () => void): () => void {
    const timer: Timer = { atMs, number: (this.#added += 1), task, state: 'waiting' };
    this.#heap.push(timer);
    this.#rise(this.#heap.length - 1);
    return () => this.#cancel(timer);
  }

  /** Runs what is due, in one turn, so that work for one instant can leave in one batch. Timers set meanwhile wait. */
  runDue(nowMs: EpochMs): void {
    const due: Timer[] = [];
    while ((this.nextMs ?? Number.POSITIVE_INFINITY) <= nowMs) due.push(this.#takeFirst());
    // One of them may cancel another.
    for (const timer of due) if (timer.state === 'taken') timer.task();
  }

  #cancel(timer: Timer): void {
    const { state } = timer;
    timer.state = 'cancelled';
    if (state !== 'waiting') return;
    this.#cancelled += 1;
    if (this.#cancelled < TIDY_FROM || this.#cancelled * 2 < this.#heap.length) return;
    this.#heap = this.#heap
      .filter(({ state: now }) => now === 'waiting')
      .sort((one, other) => order(one, other));
    this.#cancelled = 0;
  }

  #takeFirst(): Timer {
    const [first] = this.#heap as [Timer];
    const last = this.#heap.pop() as Timer;
    if (this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#sink(0);
    }
    if (first.state === 'cancelled') this.#cancelled -= 1;
    else first.state = 'taken';
    return first;
  }

  #rise(from: number): void {
    let index = from;
    while (index > 0 && this.#swapIfEarlier(index, (index - 1) >> 1)) index = (index - 1) >> 1;
  }

  #sink(from: number): void {
    let index = from;
    for (;;) {
      const left = 2 * index + 1;
      const child = this.#isEarlier(left + 1, left) ? left + 1 : left;
      if (!this.#swapIfEarlier(child, index)) return;
      index = child;
    }
  }

  #isEarlier(index: number, other: number): boolean {
    const [one, two] = [this.#heap[index], this.#heap[other]];
    return one !== undefined && two !== undefined && order(one, two) < 0;
  }

  #swapIfEarlier(index: number, above: number): boolean {
    if (!this.#isEarlier(index, above)) return false;
    const [one, two] = [this.#heap[index] as Timer, this.#heap[above] as Timer];
    this.#heap[above] = one;
    this.#heap[index] = two;
    return true;
  }
}

const order = (one: Timer, other: Timer): number => one.atMs - other.atMs || one.number - other.number;
