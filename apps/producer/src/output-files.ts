import { appendFileSync, closeSync, openSync } from 'node:fs';
import type { Published } from './publish.js';
import type { ProducerReport } from './report.js';
import { codeOf } from './system-error.js';
import { UsageError } from './usage-error.js';

export interface OutputPaths {
  readonly publishedPath?: string;
  readonly reportPath?: string;
}

/** The files that a run leaves behind. Both are opened before anything is published, so that a bad path costs nothing. */
export class OutputFiles {
  readonly #published: OutputFile;
  readonly #report: OutputFile;

  constructor({ publishedPath, reportPath }: OutputPaths) {
    this.#published = new OutputFile('--published', publishedPath);
    this.#report = new OutputFile('--report', reportPath);
  }

  /** Synchronous: what was stored is on record before the next chunk is sent, even if this process is killed. */
  record(chunk: readonly Published[]): void {
    this.#published.append(chunk.map(recordOf).join(''));
  }

  writeReport(report: ProducerReport): void {
    this.#report.append(`${JSON.stringify(report, undefined, 2)}\n`);
  }

  close(): void {
    this.#published.close();
    this.#report.close();
  }
}

const recordOf = ({ message: { line, key, dueAtMs }, result }: Published): string =>
  result.kind === 'sent'
    ? `${JSON.stringify({ line, key, id: result.id, serviceId: result.serviceId, dueAtMs })}\n`
    : '';

/** One output, or none when no path was given. */
class OutputFile {
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
