/** Calls to the service by kind, as the bill counts them. */
export interface Calls {
  readonly put: number;
  /** Receives that brought messages. */
  readonly get: number;
  /** Polls that brought nothing, as many as there would have been. */
  readonly emptyGet: number;
  readonly update: number;
  readonly delete: number;
}

export class CallMeter {
  readonly #calls = { put: 0, get: 0, emptyGet: 0, update: 0, delete: 0 };

  count(kind: keyof Calls, calls = 1): void {
    this.#calls[kind] += calls;
  }

  get calls(): Calls {
    return { ...this.#calls };
  }
}
