import { OutputFile } from '@snoozeq/producer-app/shell';
import type { ControllerEvent } from './controller-event.js';

/** Writes steps down as they happen. A file that can no longer be written stops the run, and its error is told at the end. */
export class StepLog {
  readonly #file: OutputFile;
  readonly #stop = new AbortController();

  /** @param lineOf line of the input for a place in the list */
  constructor(
    path: string | undefined,
    private readonly lineOf: (index: number) => number,
  ) {
    this.#file = new OutputFile('--steps', path);
  }

  /** Aborted, with the error as its reason, when the file cannot be written. */
  get failed(): AbortSignal {
    return this.#stop.signal;
  }

  write(event: ControllerEvent): void {
    if (this.failed.aborted) return;
    try {
      this.#file.append(stepRecord(event, this.lineOf));
    } catch (thrown) {
      this.#stop.abort(thrown);
    }
  }

  close(): void {
    this.#file.close();
  }
}

/** A line of JSON: the line of the input instead of the place in the list, and an error as its text. */
const stepRecord = (event: ControllerEvent, lineOf: (index: number) => number): string => {
  const { kind: step, ...rest } = event;
  const fields = Object.entries(rest).map(([name, value]): [string, unknown] => {
    if (name === 'index') return ['line', lineOf(Number(value))];
    if (name === 'refusal' || name === 'error') return ['reason', messageOf(value)];
    return [name, value];
  });
  return `${JSON.stringify({ step, ...Object.fromEntries(fields) })}\n`;
};

const messageOf = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'message' in value ? String(value.message) : '';
