import type { StompCredentials } from '../auth/auth-token.js';
import type { EmulatorClock } from '../clock/contract.js';
import type { AnsweredCall, CallRecord } from '../events/call-log.js';
import type { EmulatorContext } from '../http/emulator-context.js';
import type { EmulatorStore } from '../store/contract.js';
import type { HeartBeatAgreement } from './connection/heart-beats.js';
import type { ServerFrame, StompVersion } from './frames/frame.js';
import type { Subscription } from './subscriptions/subscription.js';

/** What every connection works on. */
export interface StompService {
  readonly context: EmulatorContext;
  readonly clock: EmulatorClock;
  readonly store: EmulatorStore;
  /** Absent: everybody may log in. */
  readonly credentials?: StompCredentials | undefined;
  /** Told about every frame that did something. */
  readonly answered: (call: AnsweredCall) => void;
  readonly reportFault: (error: Error) => void;
}

/** One connection, as its commands and subscriptions see it. */
export interface Session {
  readonly id: string;
  readonly service: StompService;
  /** Absent before CONNECT. */
  readonly version: StompVersion | undefined;
  readonly subscriptions: Map<string, Subscription>;
  /** The client has logged in. */
  connected(version: StompVersion, heartBeats: HeartBeatAgreement): void;
  /** Sends a frame once all that was done before will survive. */
  reply(frame: ServerFrame): void;
  /** Sends frames at once, outside the turn of a command. Nothing after the end of the connection. */
  push(frames: readonly ServerFrame[]): void;
  /** Resolves when more may be pushed: the client has read enough, and the rate allows it. Undefined: now. */
  untilPushable(): Promise<void> | undefined;
  /** Sends an ERROR and ends the connection. */
  fail(error: unknown, receipt?: string): void;
  /** No further frame is worked on; what was replied is sent, then the connection ends. */
  end(): void;
  /** For the call log. @param by names the client; default: the connection */
  record(call: CallRecord, by?: string): void;
}
