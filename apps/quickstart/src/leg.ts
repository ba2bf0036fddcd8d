import { join } from 'node:path';
import type { EpochMs } from '@snoozeq/core';
import { countCalls, NO_FIGURES, type QueueFigures } from './call-counts.js';
import { startChild, type Child } from './child.js';
import type { EmulatorProcess } from './emulator-process.js';
import { formatInstant, type StrategyChoice } from '@snoozeq/delay-policy';
import { Fleet } from './fleet.js';
import type { LegRecords } from './leg-figures.js';
import { PROGRAMS } from './places.js';
import { RecordTail, type LogRecord, type PublishedRecord, type StartRecord } from './records.js';

export interface LegOptions {
  readonly name: string;
  readonly emulator: EmulatorProcess;
  readonly queueId: string;
  readonly folder: string;
  readonly callLog: string;
  readonly policy: boolean;
  readonly strategy: StrategyChoice;
  readonly dueAtMs: ReadonlyMap<number, EpochMs>;
}

/** One queue with its producer, its consumers and everything that was written down about them. */
export class Leg {
  readonly #options: LegOptions;
  readonly #log: RecordTail<LogRecord>;
  readonly #publishedTail: RecordTail<PublishedRecord>;
  readonly #published: PublishedRecord[] = [];
  readonly #starts: StartRecord[] = [];
  readonly #unique = new Set<string>();
  readonly fleet: Fleet;
  #figures: QueueFigures = NO_FIGURES;
  #producer: Child | undefined;

  constructor(options: LegOptions) {
    const { name, folder, callLog, emulator, queueId, policy, strategy } = options;
    this.#options = options;
    this.#log = new RecordTail(callLog);
    this.#publishedTail = new RecordTail(this.publishedFile);
    this.fleet = new Fleet({ emulator, queueId, folder, callLog, leg: name, policy, strategy });
  }

  get publishedFile(): string {
    return join(this.#options.folder, `${this.#options.name}-published.ndjson`);
  }

  get queueId(): string {
    return this.#options.queueId;
  }

  get figures(): QueueFigures {
    return this.#figures;
  }

  get uniqueCount(): number {
    return this.#unique.size;
  }

  get publishedCount(): number {
    return this.#published.length;
  }

  get producer(): Child | undefined {
    return this.#producer;
  }

  /** Processes of ours that talk to the service. */
  get clientPids(): readonly number[] {
    const producing = this.#producer?.isRunning() ? [this.#producer.pid] : [];
    return [...producing, ...this.fleet.pids];
  }

  publish(input: string, fromMs: EpochMs, skipInvalid: boolean): Child {
    const { emulator, queueId, strategy } = this.#options;
    this.#producer = startChild(PROGRAMS.producer, [
      ...['--queue', queueId, '--endpoint', emulator.origin, '--admin-endpoint', emulator.origin],
      ...['--config', emulator.configFile, '--profile', emulator.profile, '--clock', emulator.origin],
      ...['--from', formatInstant(fromMs), '--published', this.publishedFile],
      ...['--strategy', strategy],
      ...['--transport', emulator.transport],
      ...(skipInvalid ? ['--skip-invalid'] : []),
      input,
    ]);
    return this.#producer;
  }

  /** Reads what was written since the last look; returns the new starts. */
  look(): readonly StartRecord[] {
    const starts = this.fleet.newStarts();
    for (const record of this.#publishedTail.read()) this.#published.push(record);
    for (const start of starts) {
      this.#starts.push(start);
      this.#unique.add(start.id);
    }
    this.#figures = countCalls(this.#figures, this.#log.read(), this.#options.queueId);
    return starts;
  }

  /** Adds what was published by somebody else than the producer app. */
  note(record: PublishedRecord): void {
    this.#published.push(record);
  }

  records(): LegRecords {
    const { dueAtMs } = this.#options;
    return { published: this.#published, starts: this.#starts, dueAtMs, killed: this.fleet.killed };
  }
}
