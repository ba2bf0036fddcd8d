/** Where the emulator serves its clock, as a WebSocket whose messages are one JSON object each. */
export const CLOCK_PATH = '/_emulator/clock';

/** How often a participant repeats its report, in real milliseconds, so that silence means trouble. */
export const HEARTBEAT_MS = 500;

/** What the clock tells everybody who is connected, at the start and with every move: a jump, or another rate. */
export interface TimeMessage {
  readonly type: 'time';
  /** Rises by one with every move. */
  readonly epoch: number;
  readonly nowMs: number;
  /**
   * How far this move jumped; 0 in an answer. A follower adds this to its own time instead of setting it to `nowMs`: its lag must
   * not shrink on the way, or it would count more time between a reply and now than the service did.
   */
  readonly jumpMs: number;
  /**
   * Queue time for each real millisecond from now on, 0 while time stands still. A follower takes it over at once. The emulator
   * does so before it tells of a faster rate, and after everybody has acknowledged a slower one: so again no lag shrinks.
   */
  readonly rate: number;
}

/** Asks for the time, to be answered at once. */
export interface AskMessage {
  readonly type: 'ask';
}

/** Joins as a participant: no jump happens without its consent. `name` prefixes the request ids of all its calls. */
export interface HelloMessage {
  readonly type: 'hello';
  readonly name: string;
}

/** A participant's state after it has seen move `epoch`. Also its acknowledgement of that move. */
export interface ReportMessage {
  readonly type: 'report';
  readonly epoch: number;
  /** Nothing will happen here before a reply to one of `waiting`, or `nextTimerMs`. */
  readonly idle: boolean;
  /** Request ids of the long polls whose replies it has not seen. */
  readonly waiting: readonly string[];
  /** Where the emulator must be for its earliest timer to be due; null: it has none. */
  readonly nextTimerMs: number | null;
}

/** Allows or forbids jumps while everybody is idle. */
export interface SkippingMessage {
  readonly type: 'skipping';
  readonly enabled: boolean;
}

export type ClientMessage = HelloMessage | AskMessage | ReportMessage | SkippingMessage;
