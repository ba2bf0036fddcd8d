import type { Clock, EpochMs } from '@snoozeq/core';
import type { ParticipantView, ReportMessage } from '@snoozeq/wire-clock';
import { RequestLedger, senderOf } from './open-requests.js';
import {
  BUSY_MS,
  isGone,
  mustAcknowledge,
  STRANGER_MS,
  type OpenRequests,
  type Participant,
} from './skip-decision.js';

/** Everybody who talks to the emulator: participants, by what they last said of themselves, and strangers, by their requests. */
export class Clients {
  readonly #real: Clock;
  readonly #requests = new RequestLedger();
  readonly #participants = new Map<string, Participant>();
  #strangersUntilRealMs = 0;
  /** How long a participant that is busy is waited for. */
  busyMs = BUSY_MS;

  constructor(real: Clock) {
    this.#real = real;
  }

  get open(): OpenRequests {
    return this.#requests;
  }

  /** A stranger that was heard of may go on until then. */
  get strangersUntilRealMs(): number {
    return this.#strangersUntilRealMs;
  }

  /** Returns whether it is a stranger's, which gets a little time for what it does next. */
  requestReceived(requestId: string, waits: boolean): boolean {
    this.#requests.received(requestId, waits);
    const isStrange = !waits && !this.#hasSay(senderOf(requestId));
    if (isStrange) this.giveStrangersTime();
    return isStrange;
  }

  requestEnded(requestId: string): void {
    this.#requests.ended(requestId);
  }

  giveStrangersTime(): void {
    this.#strangersUntilRealMs = this.#real.now() + STRANGER_MS;
  }

  forgetStrangers(): void {
    this.#strangersUntilRealMs = 0;
  }

  /** Lets `name` have a say from now on: it counts as busy until its first report. */
  join(name: string): void {
    const realMs = this.#real.now();
    const fresh = { name, epoch: 0, idle: false, waiting: [], nextTimerMs: null };
    this.#participants.set(name, { ...fresh, heardAtRealMs: realMs, busySinceRealMs: realMs });
  }

  /** A report brings a participant back that had been given up for silence; one given up for being busy must be idle first. */
  report(name: string, { epoch, idle, waiting, nextTimerMs }: Omit<ReportMessage, 'type'>): void {
    const realMs = this.#real.now();
    const busySince = idle
      ? {}
      : { busySinceRealMs: this.#participants.get(name)?.busySinceRealMs ?? realMs };
    const said = { name, epoch, idle, waiting, nextTimerMs };
    this.#participants.set(name, { ...said, heardAtRealMs: realMs, ...busySince });
  }

  leave(name: string): void {
    this.#participants.delete(name);
  }

  /** Participants that are waited for. */
  withSay(busyMs = this.busyMs): readonly Participant[] {
    const realMs = this.#real.now();
    return this.all().filter((participant) => !isGone(participant, realMs, busyMs));
  }

  /** Whether somebody who is not waited for has a timer that is due. */
  isPassedOverAt(nowMs: EpochMs): boolean {
    const waitedFor = this.withSay();
    return this.withSay(Infinity).some(
      (participant) => !waitedFor.includes(participant) && (participant.nextTimerMs ?? Infinity) <= nowMs,
    );
  }

  /** All participants that are connected, whether they have a say or not. */
  all(): readonly Participant[] {
    return [...this.#participants.values()];
  }

  views(): readonly ParticipantView[] {
    const realMs = this.#real.now();
    return this.all().map((participant) => ({
      name: participant.name,
      state: isGone(participant, realMs) ? 'gone' : participant.idle ? 'idle' : 'busy',
      polls: participant.waiting.length,
      nextTimerMs: participant.nextTimerMs === null ? null : Math.ceil(participant.nextTimerMs),
    }));
  }

  /** Whether everybody who has to know of move `epoch` does. */
  haveAcknowledged(epoch: number): boolean {
    const realMs = this.#real.now();
    return this.all().every(
      (participant) => participant.epoch === epoch || !mustAcknowledge(participant, realMs),
    );
  }

  #hasSay(name: string): boolean {
    return this.withSay().some((participant) => participant.name === name);
  }
}
