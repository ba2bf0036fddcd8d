import { appendFileSync, closeSync, openSync } from 'node:fs';
import { codeOf } from './system-error.js';
import { UsageError } from './usage-error.js';

/** One output, or none when no path was given. Opened at once, so that a bad path costs nothing; written synchronously. */
export class OutputFile {
  readonly #file: number | undefined;

  constructor(
    private readonly option: string,
    private readonly path: string | undefined,
  ) {
    if (path === undefined) return;
    try {
      this.#file = openSync(path, 'w');
    } catch (thrown) {
      const remedy = 'Name a file that may be written, in a directory that exists';
      throw new UsageError(`${option} ${path} cannot be opened (${codeOf(thrown)}). ${remedy}.`);
    }
  }

  append(text: string): void {
    if (this.#file === undefined) return;
    try {
      appendFileSync(this.#file, text);
    } catch (thrown) {
      const remedy = 'The run has ended here: make room, then publish the lines that are not in it';
      throw new Error(`${this.option} ${this.path} cannot be written (${codeOf(thrown)}). ${remedy}.`, {
        cause: thrown,
      });
    }
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
  }
}
