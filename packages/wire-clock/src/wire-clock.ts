import { TimerList, type Clock, type CountedActivity, type EpochMs } from '@snoozeq/core';
import { WebSocket } from 'ws';
import { HEARTBEAT_MS, type ClientMessage, type ReportMessage, type TimeMessage } from './protocol.js';
import { socketUrl } from './clock-url.js';
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

/** What our time may lag behind the emulator's. It jumps that much further, so that a timer is due when the jump is known here. */
const LAG_MS = 0.5;

/**
 * The emulator's time, followed over one connection. Between two jumps it runs at rate 1 on the process clock, so it is behind
 * the emulator by the fastest message's way, always by the same, and never ahead of it. It reports idle only when nothing can happen here before a
 * reply or a timer, which is what lets the emulator jump.
 */
export class WireClock implements Clock {
  readonly #socket: WebSocket;
  readonly #options: WireClockOptions;
  readonly #timers = new TimerList();
  /** Settles when the connection has ended, for whatever reason. */
  readonly closed: Promise<void>;
  #epoch = 0;
  #offsetMs = Number.NEGATIVE_INFINITY;
  #asked = 0;
  #reportPlanned = false;
  #told = { idle: false, text: '' };
  #cancelWakeUp: (() => void) | undefined;
  #cancelHeartbeat: (() => void) | undefined;

  private constructor(socket: WebSocket, options: WireClockOptions) {
    this.#socket = socket;
    this.#options = options;
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.#cancelHeartbeat?.();
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
      return clock.#asked >= SAMPLES;
    });
    options.activity.onChange(() => clock.#planReport());
    clock.#beat();
    return clock;
  }

  get activity(): CountedActivity {
    return this.#options.activity;
  }

  now(): EpochMs {
    return this.#options.processClock.now() + this.#offsetMs;
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

  /** Leaves; the emulator no longer waits for this process. */
  async close(): Promise<void> {
    this.#cancelWakeUp?.();
    this.#cancelHeartbeat?.();
    this.#socket.close();
    await this.closed;
  }

  #follow({ epoch, nowMs, jumpMs }: TimeMessage): void {
    this.#epoch = epoch;
    if (this.#asked < SAMPLES) return this.#sample(nowMs);
    this.#offsetMs += jumpMs;
    // Acknowledged before anything runs: the emulator answers no poll at the new time until we know that time.
    this.#tell(this.#isTimerDue() ? { ...this.#state(), idle: false } : this.#state());
    this.#runDueTimers();
  }

  /** Every answer was late by its way here; the one that was least late tells most. No jump happens before the first report. */
  #sample(nowMs: EpochMs): void {
    this.#offsetMs = Math.max(this.#offsetMs, nowMs - this.#options.processClock.now());
    this.#asked += 1;
    if (this.#asked < SAMPLES) this.#send({ type: 'ask' });
  }

  #runDueTimers(): void {
    this.#timers.runDue(this.now());
    this.#armWakeUp();
    this.#planReport();
  }

  #armWakeUp(): void {
    const { processClock } = this.#options;
    this.#cancelWakeUp?.();
    this.#cancelWakeUp = undefined;
    const nextMs = this.#timers.nextMs;
    if (nextMs === undefined) return;
    this.#cancelWakeUp = processClock.schedule(processClock.now() + nextMs - this.now(), () =>
      this.#runDueTimers(),
    );
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

  /** Says only what is news to the emulator: that we are idle, with what; and the first time that we no longer are. */
  #report(): void {
    const report = this.#state();
    const isNews = report.idle ? JSON.stringify(report) !== this.#told.text : this.#told.idle;
    if (isNews) this.#tell(report);
  }

  /** Who waits for nothing at all is starting or ending, not idle: time must not run away before its first poll. */
  #state(): ReportMessage {
    const { busy, waiting } = this.#options.activity.state;
    const nextTimerMs = this.#timers.nextMs === undefined ? null : this.#timers.nextMs + LAG_MS;
    const idle = busy === 0 && (waiting.length > 0 || nextTimerMs !== null);
    return { type: 'report', epoch: this.#epoch, idle, waiting, nextTimerMs };
  }

  #tell(report: ReportMessage): void {
    this.#told = { idle: report.idle, text: JSON.stringify(report) };
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
