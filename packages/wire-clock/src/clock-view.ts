/** The emulator's clock as `GET /_emulator/clock` shows it. Instants of queue time in whole milliseconds. */
export interface ClockView {
  /** As RFC 3339. */
  readonly now: string;
  readonly nowMs: number;
  /** Queue time for each real millisecond, kept while time is frozen. */
  readonly rate: number;
  readonly isFrozen: boolean;
  readonly isSkipping: boolean;
  /** Where `next` would lead to; null: nothing is to come. */
  readonly nextEventAtMs: number | null;
  readonly participants: readonly ParticipantView[];
}

/** Somebody who follows the clock. */
export interface ParticipantView {
  readonly name: string;
  /** `gone`: silent or busy for so long that nobody waits for it any more. */
  readonly state: 'idle' | 'busy' | 'gone';
  /** How many long polls it waits for. */
  readonly polls: number;
  /** Its next timer; null: it has none. */
  readonly nextTimerMs: number | null;
}

/** The clock when a way has come to its end. */
export interface ClockMove extends ClockView {
  /** How far queue time has gone. */
  readonly movedMs: number;
}
