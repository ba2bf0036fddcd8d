import type { Clock, DurationMs, EpochMs } from '@snoozeq/core';
import { systemClock } from '@snoozeq/core/base';
import type { ParticipantView, ReportMessage, TimeMessage } from '@snoozeq/wire-clock';
import { Clients } from './clients.js';
import { resumedAtMs, type ClockState } from './clock-state.js';
import { ClockTimers } from './clock-timers.js';
import type { EmulatorClock, QueueClock } from './contract.js';
import { courseOf, rateOf, RUNNING, type Course } from './course.js';
import { earliestAhead, nextStep, PATIENCE_MS, type Journey } from './journey.js';
import { Lookout } from './lookout.js';
import { MovingTime, type Change, type TimeListener } from './moving-time.js';
import { earliest } from '../queues/earliest.js';
import { BUSY_MS, skipTarget } from './skip-decision.js';

export interface SkippingClockOptions {
  /** Where time begins, but never before where a restored clock goes on; default: there, or now. */
  readonly startMs?: EpochMs;
  /** Whether it may jump from the start; default: as a restored clock did, or not. */
  readonly isSkipping?: boolean;
  /** Whether it stands still from the start; default: as a restored clock did, or not. */
  readonly isFrozen?: boolean;
  /** What an earlier clock was told to keep. */
  readonly restored?: ClockState | undefined;
  /** Told what to keep, before anything is done at a new time. */
  readonly onChange?: (state: ClockState) => void;
  /** Real time; default: the system's monotonic clock. */
  readonly realClock?: Clock;
}

/**
 * The emulator's time: runs at a rate, stands still, is sent ahead, and jumps by itself when that is safe. Every move takes effect in
 * two steps: everybody is told, and only when every participant has acknowledged it do messages lapse and polls get their answers.
 * So no reply can overtake the news of the time that it was made at, which would let a consumer count a jump twice.
 */
export class SkippingClock implements EmulatorClock {
  readonly #real: Clock;
  readonly #time: MovingTime;
  readonly #timers: ClockTimers;
  readonly #clients: Clients;
  readonly #lookout: Lookout;
  readonly #onChange: (state: ClockState) => void;
  #movedListener: () => void = () => undefined;
  #nextEventMs: () => EpochMs | undefined = () => undefined;
  #lastCommand: Promise<unknown> = Promise.resolve();
  #journey: Journey | undefined;
  #course: Course;
  #isSkipping: boolean;

  readonly queueTime: QueueClock = {
    now: () => this.#time.inEffectMs,
    schedule: (atMs, task) => this.schedule(atMs, task),
    scheduleInPassing: (atMs, task) => this.#timers.scheduleInPassing(atMs, task),
  };

  constructor(options: SkippingClockOptions = {}) {
    const { restored, realClock = systemClock, onChange = () => undefined } = options;
    const goesOnAtMs = restored && resumedAtMs(restored, realClock.now());
    const startMs = Math.max(options.startMs ?? goesOnAtMs ?? realClock.now(), goesOnAtMs ?? -Infinity);
    this.#real = realClock;
    this.#onChange = onChange;
    const course = restored ? courseOf(restored) : RUNNING;
    this.#course = { ...course, isFrozen: options.isFrozen ?? course.isFrozen };
    this.#isSkipping = options.isSkipping ?? restored?.isSkipping ?? false;
    this.#clients = new Clients(realClock);
    this.#lookout = new Lookout(realClock, () => this.#look());
    this.#time = new MovingTime(realClock, startMs, rateOf(this.#course));
    this.#timers = new ClockTimers(realClock, this.#time, () => this.#runDueTimers());
  }

  now(): EpochMs {
    return this.#time.now();
  }

  schedule(atMs: EpochMs, task: () => void): () => void {
    return this.#timers.schedule(atMs, task);
  }

  setNextEvent(source: () => EpochMs | undefined): void {
    this.#nextEventMs = source;
  }

  onMoved(listener: () => void): void {
    this.#movedListener = listener;
  }

  requestReceived(requestId: string, waits: boolean): void {
    const isStrange = this.#clients.requestReceived(requestId, waits);
    if (isStrange) this.#lookout.lookAt(this.#clients.strangersUntilRealMs);
    else if (waits) this.#lookout.lookSoon();
  }

  requestEnded(requestId: string): void {
    this.#clients.requestEnded(requestId);
    this.#lookout.lookSoon();
  }

  get isSkipping(): boolean {
    return this.#isSkipping;
  }

  set isSkipping(enabled: boolean) {
    this.#isSkipping = enabled;
    this.#onChange(this.state);
    this.#lookout.lookSoon();
  }

  /** Tells `listener` of every move. Returns a function that stops it. */
  listen(listener: TimeListener): () => void {
    return this.#time.listen(listener);
  }

  /** The time now, as it goes over the wire. */
  time(): TimeMessage {
    return this.#time.message();
  }

  /** Lets `name` have a say from now on: it counts as busy until its first report. */
  join(name: string): void {
    this.#clients.join(name);
    this.#lookout.watch();
  }

  /** A report brings a participant back that had been given up for silence; one given up for being busy must be idle first. */
  report(name: string, report: Omit<ReportMessage, 'type'>): void {
    this.#clients.report(name, report);
    this.#lookout.lookSoon();
  }

  leave(name: string): void {
    this.#clients.leave(name);
    this.#lookout.lookSoon();
  }

  /** What to keep so that a later clock can go on from here. */
  get state(): ClockState {
    return { nowMs: this.now(), realMs: this.#real.now(), ...this.#course, isSkipping: this.#isSkipping };
  }

  get course(): Course {
    return this.#course;
  }

  /** Lets time run at another rate, or stand still, or go on. Resolves when everybody knows. */
  steer(course: Partial<Course>): Promise<void> {
    return this.#inTurn(async () => {
      this.#course = { ...this.#course, ...course };
      const rate = rateOf(this.#course);
      if (rate === this.time().rate) return this.#onChange(this.state);
      this.#depart({ rate });
      await this.moving;
    });
  }

  /**
   * Sends time ahead, from event to event: each happens at its instant, and what it sets off is over before time goes on, as far
   * as the emulator can tell. Resolves with how far it went when all is calm at the target.
   *
   * @param targetOf where to, by the time at the start; `undefined`: to the next event, nowhere when there is none
   * @param signal ends it where it is
   */
  travel(targetOf: (nowMs: EpochMs) => EpochMs | undefined, signal?: AbortSignal): Promise<DurationMs> {
    return this.#inTurn(async () => {
      const fromMs = this.now();
      const targetMs = targetOf(fromMs);
      this.#clients.busyMs = PATIENCE_MS;
      this.#clients.forgetStrangers();
      await new Promise<void>((end) => this.#stopAt({ targetMs, signal, end }));
      return Math.floor(this.now()) - Math.floor(fromMs);
    });
  }

  get participants(): readonly ParticipantView[] {
    return this.#clients.views();
  }

  /** The next instant at which something happens, be it in a queue, in the emulator or at a participant. */
  get nextEventMs(): EpochMs | undefined {
    const timers = this.#clients.withSay(Infinity).map(({ nextTimerMs }) => nextTimerMs);
    return earliestAhead(this.now(), [this.#nextEventMs(), this.#timers.nextStopMs, ...timers]);
  }

  /** Stops all timers for good: what comes later keeps no process alive. A move that is under way takes no effect. */
  close(): void {
    this.#timers.stop();
    this.#lookout.stop();
    this.#journey?.end();
  }

  /** Present while a move is under way: no call may be worked on before everybody knows the new time. */
  get moving(): Promise<void> | undefined {
    return this.#time.moving;
  }

  /** Commands come one after the other, and none while a move is under way. */
  #inTurn<T>(command: () => Promise<T>): Promise<T> {
    const result = this.#lastCommand.then(async () => {
      while (this.moving) await this.moving;
      return command();
    });
    this.#lastCommand = result.catch(() => undefined);
    return result;
  }

  #look(): void {
    if (this.moving) this.#arriveIfAcknowledged();
    else if (this.#journey) this.#goOn(this.#journey);
    else this.#skip();
  }

  #view() {
    return {
      epoch: this.#time.epoch,
      nowMs: this.now(),
      realMs: this.#real.now(),
      participants: this.#clients.withSay(),
      open: this.#clients.open,
      strangersUntilRealMs: this.#clients.strangersUntilRealMs,
    };
  }

  #skip(): void {
    const targetMs = skipTarget({
      ...this.#view(),
      isEnabled: this.#isSkipping && !this.#course.isFrozen,
      nextEventMs: earliest([this.#nextEventMs(), this.#timers.nextStopMs]),
    });
    if (targetMs !== undefined) this.#depart({ toMs: targetMs });
  }

  #goOn(journey: Journey): void {
    this.#runDueTimers();
    const step = nextStep(journey, { ...this.#view(), nextEventMs: this.nextEventMs });
    switch (step.kind) {
      case 'wait':
        return this.#lookout.lookAt(step.untilRealMs);
      case 'jump':
        this.#journey = { ...journey, targetMs: step.targetMs };
        return this.#depart({ toMs: step.toMs });
      case 'end':
        return this.#finish(journey);
      default:
        step satisfies never;
    }
  }

  #depart(change: Change): void {
    this.#time.depart(change);
    this.#arriveIfAcknowledged();
  }

  #arriveIfAcknowledged(): void {
    if (!this.#clients.haveAcknowledged(this.#time.epoch)) return;
    const letGo = this.#time.arrive();
    this.#onChange(this.state);
    this.#movedListener();
    this.#runDueTimers();
    letGo();
    if (this.#journey) this.#stopAt(this.#journey);
  }

  /** A journey begins, or has come to an event: what this sets off is waited for. */
  #stopAt(journey: Omit<Journey, 'stoppedAtRealMs'>): void {
    this.#journey = { ...journey, stoppedAtRealMs: this.#real.now() };
    // Such as to renew their leases.
    if (this.#clients.isPassedOverAt(this.now())) this.#clients.giveStrangersTime();
    this.#lookout.lookSoon();
  }

  #finish(journey: Journey): void {
    this.#journey = undefined;
    this.#clients.busyMs = BUSY_MS;
    this.#runDueTimers();
    journey.end();
  }

  #runDueTimers(): void {
    if (this.moving) return;
    const { targetMs } = this.#journey ?? { targetMs: -Infinity };
    this.#timers.holdsPassing = targetMs === undefined || this.now() < targetMs;
    this.#timers.runDue();
  }
}
