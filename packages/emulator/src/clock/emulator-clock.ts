import { systemClock, TimerList, type Clock, type EpochMs } from '@snoozeq/core';
import type { ReportMessage, TimeMessage } from '@snoozeq/wire-clock';
import type { EmulatorClock, QueueClock } from './contract.js';
import { RequestLedger, senderOf } from './open-requests.js';
import { isGone, mustAcknowledge, skipTarget, STRANGER_MS, type Participant } from './skip-decision.js';

export interface SkippingClockOptions {
  /** Where time begins; default: now. */
  readonly startMs?: EpochMs;
  /** Whether it may jump from the start; default: no. */
  readonly isSkipping?: boolean;
  /** Real time; default: the system's monotonic clock. */
  readonly realClock?: Clock;
}

/** Tells one connection the time. */
export type TimeListener = (message: TimeMessage) => void;

/** A move that has been told and is not acknowledged yet. */
interface Move {
  readonly fromMs: EpochMs;
  readonly promise: Promise<void>;
  readonly end: () => void;
}

/** How often the clock looks whether participants are gone, in real milliseconds. */
const WATCH_MS = 250;

/**
 * The emulator's time: runs at rate 1 and jumps ahead when that is safe. A jump takes effect in two steps: everybody is told the
 * new time, and only when every participant has acknowledged it do messages lapse and polls get their answers. So no reply can
 * overtake the news of the time that it was made at, which would let a consumer count the jump twice.
 */
export class SkippingClock implements EmulatorClock {
  readonly #real: Clock;
  readonly #timers = new TimerList();
  readonly #inPassing = new TimerList();
  readonly #requests = new RequestLedger();
  readonly #participants = new Map<string, Participant>();
  readonly #listeners = new Set<TimeListener>();
  #movedListener: () => void = () => undefined;
  #nextEventMs: () => EpochMs | undefined = () => undefined;
  #cancelWakeUp: (() => void) | undefined;
  #cancelWatch: (() => void) | undefined;
  #lookPlanned = false;
  #cancelStranger: (() => void) | undefined;
  #move: Move | undefined;
  #isSkipping: boolean;
  #isClosed = false;
  #strangersUntilRealMs = 0;
  #baseMs: EpochMs;
  #baseRealMs: number;
  #epoch = 1;

  constructor({ startMs, isSkipping = false, realClock = systemClock }: SkippingClockOptions = {}) {
    this.#real = realClock;
    this.#isSkipping = isSkipping;
    this.#baseRealMs = realClock.now();
    this.#baseMs = startMs ?? this.#baseRealMs;
  }

  now(): EpochMs {
    return this.#baseMs + (this.#real.now() - this.#baseRealMs);
  }

  schedule(atMs: EpochMs, task: () => void): () => void {
    return this.#scheduleIn(this.#timers, atMs, task);
  }

  readonly queueTime: QueueClock = {
    now: () => this.#move?.fromMs ?? this.now(),
    schedule: (atMs, task) => this.schedule(atMs, task),
    scheduleInPassing: (atMs, task) => this.#scheduleIn(this.#inPassing, atMs, task),
  };

  setNextEvent(source: () => EpochMs | undefined): void {
    this.#nextEventMs = source;
  }

  onMoved(listener: () => void): void {
    this.#movedListener = listener;
  }

  requestReceived(requestId: string, waits: boolean): void {
    this.#requests.received(requestId, waits);
    if (waits) this.#planLook();
    else if (!this.#hasSay(senderOf(requestId))) this.#waitForStranger();
  }

  requestEnded(requestId: string): void {
    this.#requests.ended(requestId);
    this.#planLook();
  }

  get isSkipping(): boolean {
    return this.#isSkipping;
  }

  set isSkipping(enabled: boolean) {
    this.#isSkipping = enabled;
    this.#planLook();
  }

  /** Tells `listener` the time after every jump. Returns a function that stops it. */
  listen(listener: TimeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The time now, as it goes over the wire. */
  time(jumpMs = 0): TimeMessage {
    return { type: 'time', epoch: this.#epoch, nowMs: this.now(), jumpMs };
  }

  /** Lets `name` have a say from now on: it counts as busy until its first report. */
  join(name: string): void {
    const realMs = this.#real.now();
    const fresh = { name, epoch: 0, idle: false, waiting: [], nextTimerMs: null };
    this.#participants.set(name, { ...fresh, heardAtRealMs: realMs, busySinceRealMs: realMs });
    this.#watch();
  }

  /** A report brings a participant back that had been given up for silence; one given up for being busy must be idle first. */
  report(name: string, { epoch, idle, waiting, nextTimerMs }: Omit<ReportMessage, 'type'>): void {
    const realMs = this.#real.now();
    const before = this.#participants.get(name);
    const busySince = idle ? {} : { busySinceRealMs: before?.busySinceRealMs ?? realMs };
    this.#participants.set(name, {
      name,
      epoch,
      idle,
      waiting,
      nextTimerMs,
      heardAtRealMs: realMs,
      ...busySince,
    });
    this.#planLook();
  }

  leave(name: string): void {
    this.#participants.delete(name);
    this.#planLook();
  }

  /** Stops all timers for good: what comes later keeps no process alive. A jump that is under way takes no effect. */
  close(): void {
    this.#isClosed = true;
    this.#cancelWakeUp?.();
    this.#cancelWatch?.();
    this.#cancelStranger?.();
  }

  /** Present while a jump is under way: no call may be worked on before everybody knows the new time. */
  get moving(): Promise<void> | undefined {
    return this.#move?.promise;
  }

  #waitForStranger(): void {
    this.#strangersUntilRealMs = this.#real.now() + STRANGER_MS;
    this.#cancelStranger?.();
    if (this.#isClosed) return;
    this.#cancelStranger = this.#real.schedule(this.#strangersUntilRealMs, () => this.#look());
  }

  #planLook(): void {
    if (this.#lookPlanned) return;
    this.#lookPlanned = true;
    setImmediate(() => {
      this.#lookPlanned = false;
      this.#look();
    });
  }

  #look(): void {
    if (this.#isClosed) return;
    if (this.#move) {
      if (this.#isAcknowledged()) this.#arrive();
      return;
    }
    const targetMs = skipTarget({
      isEnabled: this.#isSkipping,
      epoch: this.#epoch,
      nowMs: this.now(),
      realMs: this.#real.now(),
      participants: [...this.#participants.values()].filter(({ name }) => this.#hasSay(name)),
      open: this.#requests,
      strangersUntilRealMs: this.#strangersUntilRealMs,
      nextEventMs: earliest(this.#nextEventMs(), this.#timers.nextMs),
    });
    if (targetMs !== undefined) this.#depart(targetMs);
  }

  #depart(targetMs: EpochMs): void {
    this.#move = openMove(this.now());
    this.#epoch += 1;
    const jumpMs = targetMs - this.now();
    this.#baseMs += jumpMs;
    const message = this.time(jumpMs);
    for (const listener of this.#listeners) listener(message);
  }

  #isAcknowledged(): boolean {
    const realMs = this.#real.now();
    return [...this.#participants.values()].every(
      (participant) => participant.epoch === this.#epoch || !mustAcknowledge(participant, realMs),
    );
  }

  #arrive(): void {
    const move = this.#move;
    this.#move = undefined;
    this.#movedListener();
    this.#runDueTimers();
    move?.end();
  }

  #runDueTimers(): void {
    if (this.#move) return;
    this.#timers.runDue(this.now());
    this.#inPassing.runDue(this.now());
    this.#armWakeUp();
  }

  #scheduleIn(timers: TimerList, atMs: EpochMs, task: () => void): () => void {
    const cancel = timers.add(atMs, task);
    this.#armWakeUp();
    return cancel;
  }

  #armWakeUp(): void {
    this.#cancelWakeUp?.();
    this.#cancelWakeUp = undefined;
    const nextMs = earliest(this.#timers.nextMs, this.#inPassing.nextMs);
    if (nextMs === undefined || this.#isClosed) return;
    this.#cancelWakeUp = this.#real.schedule(this.#real.now() + nextMs - this.now(), () =>
      this.#runDueTimers(),
    );
  }

  #hasSay(name: string): boolean {
    const participant = this.#participants.get(name);
    return participant !== undefined && !isGone(participant, this.#real.now());
  }

  /** Looks again when nothing has made it look: somebody may be gone by now. */
  #watch(): void {
    this.#cancelWatch?.();
    if (this.#isClosed) return;
    this.#look();
    this.#cancelWatch = this.#real.schedule(this.#real.now() + WATCH_MS, () => this.#watch());
  }
}

const openMove = (fromMs: EpochMs): Move => {
  let end = (): void => undefined;
  const promise = new Promise<void>((resolve) => (end = resolve));
  return { fromMs, promise, end };
};

const earliest = (a: EpochMs | undefined, b: EpochMs | undefined): EpochMs | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;
