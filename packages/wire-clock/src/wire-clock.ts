import type { Clock, CountedActivity, EpochMs } from '@snoozeq/core';
import { TimerList } from '@snoozeq/core/base';
import { WebSocket } from 'ws';
import { HEARTBEAT_MS, type ClientMessage, type ReportMessage, type TimeMessage } from './protocol.js';
import { socketUrl } from './clock-url.js';
import { FollowedTime } from './followed-time.js';
import { hearClock } from './hear-clock.js';

export interface WireClockOptions {
  /** Origin of the emulator, such as `http://127.0.0.1:61700`. */
  readonly url: string;
  /** What this process is doing; its name must prefix the request ids of its calls. */
  readonly activity: CountedActivity;
  readonly processClock: Clock;
}

/** How often the time is asked for at the start. */
const SAMPLES = 15;

const NOTHING_HEARD: TimeMessage = { type: 'time', epoch: 0, nowMs: 0, jumpMs: 0, rate: 0 };

/**
 * The emulator's time, followed over one connection. Between two moves it runs on the process clock at the rate that it was told,
 * behind the emulator and never ahead of it. It reports idle only when nothing can happen here before a reply or a timer, which is
 * what lets the emulator jump.
 */
export class WireClock implements Clock {
  readonly #socket: WebSocket;
  readonly #options: WireClockOptions;
  readonly #timers = new TimerList();
  /** Settles when the connection has ended, for whatever reason. */
  readonly closed: Promise<void>;
  #epoch = 0;
  #time: FollowedTime;
  #samples = 0;
  #reportPlanned = false;
  #hasLeft = false;
  #told: ReportMessage = { type: 'report', epoch: 0, idle: false, waiting: [], nextTimerMs: null };
  #idleAtRealMs = -Infinity;
  #cancelWakeUp: (() => void) | undefined;
  #cancelHeartbeat: (() => void) | undefined;

  private constructor(socket: WebSocket, options: WireClockOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#time = new FollowedTime(options.processClock, NOTHING_HEARD);
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.#cancelHeartbeat?.();
        this.#time.loseTouch();
        if (this.#cancelWakeUp) this.#armWakeUp();
        resolve();
      });
    });
  }

  /** Connects and joins. Rejects with `QueueError` `unavailable` when no clock answers there, `malformed` for a bad URL. */
  static async connect(options: WireClockOptions): Promise<WireClock> {
    const socket = new WebSocket(socketUrl(options.url), { perMessageDeflate: false });
    const clock = new WireClock(socket, options);
    socket.on('open', () => clock.#send({ type: 'hello', name: options.activity.name }));
    await hearClock(socket, options.url, (message) => {
      clock.#follow(message);
      return clock.#samples >= SAMPLES;
    });
    options.activity.onChange(() => clock.#planReport());
    clock.#beat();
    return clock;
  }

  get activity(): CountedActivity {
    return this.#options.activity;
  }

  now(): EpochMs {
    return this.#time.now();
  }

  schedule(atMs: EpochMs, task: () => void): () => void {
    const cancel = this.#timers.add(atMs, task);
    this.#armWakeUp();
    this.#planReport();
    return () => {
      cancel();
      this.#planReport();
    };
  }

  /** Leaves, and stops all timers for good; the emulator no longer waits for this process. */
  async close(): Promise<void> {
    this.#hasLeft = true;
    this.#stopWakeUp();
    this.#cancelHeartbeat?.();
    this.#socket.close();
    await this.closed;
  }

  #follow(message: TimeMessage): void {
    this.#epoch = message.epoch;
    if (this.#samples < SAMPLES) return this.#sample(message);
    this.#time.follow(message);
    // Acknowledged before anything runs: the emulator answers no poll at the new time until we know that time.
    this.#tell(this.#isTimerDue() ? { ...this.#state(), idle: false } : this.#state());
    this.#runDueTimers();
  }

  /** Our time is not to be seen before the last answer. Until then a move only means to begin anew. */
  #sample(message: TimeMessage): void {
    if (this.#samples === 0 || message.jumpMs !== 0 || message.rate !== this.#time.rate) {
      this.#time = new FollowedTime(this.#options.processClock, message);
      this.#samples = 0;
    }
    this.#time.sample(message);
    this.#samples += 1;
    if (this.#samples < SAMPLES) this.#send({ type: 'ask' });
  }

  #runDueTimers(): void {
    this.#timers.runDue(this.now());
    this.#armWakeUp();
    this.#planReport();
  }

  #armWakeUp(): void {
    const { processClock } = this.#options;
    this.#stopWakeUp();
    // A move may still be on its way: a timer of it would keep the process alive.
    if (this.#hasLeft) return;
    const nextMs = this.#timers.nextMs;
    const atRealMs = nextMs === undefined ? Infinity : this.#time.realInstantOf(nextMs);
    if (atRealMs < Infinity) this.#cancelWakeUp = processClock.schedule(atRealMs, () => this.#runDueTimers());
  }

  #stopWakeUp(): void {
    this.#cancelWakeUp?.();
    this.#cancelWakeUp = undefined;
  }

  /** Reports once per turn of the event loop, after everything that this turn has set off. */
  #planReport(): void {
    if (this.#reportPlanned) return;
    this.#reportPlanned = true;
    setImmediate(() => {
      this.#reportPlanned = false;
      this.#report();
    });
  }

  /** Says only what is news to the emulator: that we are idle, with what; the first time that we no longer are; and where to stop. */
  #report(): void {
    const report = this.#state();
    const isNews = report.idle
      ? JSON.stringify(report) !== JSON.stringify(this.#told)
      : this.#told.idle || this.#isStop(report.nextTimerMs);
    if (isNews) this.#tell(report);
  }

  /**
   * Whether our next timer is one that the emulator does not know, and none that it knows comes before it. Who sends time ahead
   * waits for us as long as we are busy, but not for long: from then on heartbeats are too rare to tell of our timers.
   */
  #isStop(nextTimerMs: EpochMs | null): boolean {
    const toldMs = this.#told.nextTimerMs;
    const isBusyForLong = this.#options.processClock.now() - this.#idleAtRealMs >= HEARTBEAT_MS;
    if (!isBusyForLong || nextTimerMs === null || toldMs === nextTimerMs) return false;
    return toldMs === null || nextTimerMs < toldMs || toldMs <= this.#time.atEmulator(this.now());
  }

  /** Who waits for nothing at all is starting or ending, not idle: time must not run away before its first poll. */
  #state(): ReportMessage {
    const { busy, waiting } = this.#options.activity.state;
    const { nextMs } = this.#timers;
    const nextTimerMs = nextMs === undefined ? null : this.#time.atEmulator(nextMs);
    const idle = busy === 0 && (waiting.length > 0 || nextTimerMs !== null);
    return { type: 'report', epoch: this.#epoch, idle, waiting, nextTimerMs };
  }

  #tell(report: ReportMessage): void {
    this.#told = report;
    if (report.idle) this.#idleAtRealMs = this.#options.processClock.now();
    this.#send(report);
  }

  #isTimerDue(): boolean {
    return this.#timers.nextMs !== undefined && this.#timers.nextMs <= this.now();
  }

  #beat(): void {
    const { processClock } = this.#options;
    this.#tell(this.#state());
    this.#cancelHeartbeat = processClock.schedule(processClock.now() + HEARTBEAT_MS, () => this.#beat());
  }

  #send(message: ClientMessage): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}
