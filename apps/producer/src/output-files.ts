import type { Published } from './publish.js';
import type { ProducerReport } from './report.js';
import { OutputFile } from './shell/output-file.js';

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
