import { watch } from 'node:fs';
import { join } from 'node:path';
import { sleep, systemClock, type DurationMs } from '@snoozeq/core';
import type { StrategyChoice } from '@snoozeq/delay-policy';
import { startChild, type Child } from './child.js';
import type { EmulatorProcess } from './emulator-process.js';
import { PROGRAMS } from './places.js';
import { RecordTail, type LogRecord, type StartRecord } from './records.js';

export interface FleetOptions {
  readonly emulator: EmulatorProcess;
  readonly queueId: string;
  /** Where each consumer writes its starts. */
  readonly folder: string;
  /** What the emulator writes down. */
  readonly callLog: string;
  /** Begins the names of the records. */
  readonly leg: string;
  readonly strategy: StrategyChoice;
  /** false: consumers deliver at once, the control of the experiment. */
  readonly policy: boolean;
}

interface Member {
  readonly child: Child;
  readonly tail: RecordTail<StartRecord>;
}

/** A stop is orderly and short; what takes longer is stuck. */
const STOP_MS: DurationMs = 8_000;
const DRAIN_MS: DurationMs = 200;
/** How long a kill waits for its victim to have something in hand. */
const WORK_MS: DurationMs = 5_000;

/** The competing consumers of one queue, each a process of its own. */
export class Fleet {
  readonly #options: FleetOptions;
  readonly #members = new Map<string, Member>();
  readonly killed = new Set<string>();

  constructor(options: FleetOptions) {
    this.#options = options;
  }

  get pids(): readonly number[] {
    return this.#running().map(({ child }) => child.pid);
  }

  get names(): readonly string[] {
    return [...this.#members].filter(([, { child }]) => child.isRunning()).map(([name]) => name);
  }

  /** Starts a consumer; resolves when it reads, or has ended. */
  start(name: string): Promise<unknown> {
    const { emulator, queueId, folder, leg, policy, strategy } = this.#options;
    const starts = join(folder, `${leg}-starts-${name}.ndjson`);
    const child = startChild(PROGRAMS.consumer, [
      ...['--queue', queueId, '--admin-endpoint', emulator.origin, '--clock', emulator.origin],
      ...['--config', emulator.configFile, '--profile', emulator.profile],
      ...['--name', name, '--starts', starts, '--drain-ms', String(DRAIN_MS), '--quiet'],
      ...['--strategy', strategy],
      ...['--transport', emulator.transport],
      ...(emulator.stompFile === undefined ? [] : ['--stomp', emulator.stompFile]),
      ...(policy ? [] : ['--no-policy']),
    ]);
    this.#members.set(name, { child, tail: new RecordTail(starts) });
    return Promise.race([child.firstLine, child.ended]);
  }

  /** As a crash does, in the middle of the work: right after it was given messages, and before it can have settled them. */
  async kill(name: string): Promise<void> {
    const member = this.#members.get(name);
    if (!member) return;
    await Promise.race([nextReceipt(this.#options.callLog, name), sleep(systemClock, WORK_MS)]);
    this.killed.add(name);
    member.child.signal('SIGKILL');
    await member.child.ended;
  }

  /** Starts that were written down since the last look, in their order. */
  newStarts(): readonly StartRecord[] {
    return [...this.#members.values()]
      .flatMap(({ tail }) => tail.read())
      .toSorted((one, other) => one.atMs - other.atMs);
  }

  /** What a consumer that ended by itself complained about; undefined while all is well. */
  failure(): string | undefined {
    const dead = [...this.#members].find(([name, { child }]) => !child.isRunning() && !this.killed.has(name));
    return dead && `${dead[0]} ended: ${dead[1].child.complaints()}`;
  }

  /** Drains all of them. */
  async stop(): Promise<void> {
    const running = this.#running();
    for (const { child } of running) child.signal('SIGTERM');
    const killAll = (): void => running.forEach(({ child }) => child.signal('SIGKILL'));
    const cancel = systemClock.schedule(systemClock.now() + STOP_MS, killAll);
    await Promise.all(running.map(({ child }) => child.ended));
    cancel(); // A timer that is left behind would keep this process alive.
  }

  #running(): readonly Member[] {
    return [...this.#members.values()].filter(({ child }) => child.isRunning());
  }
}

const BRINGS: ReadonlySet<string> = new Set(['GetMessages', 'STOMP MESSAGE']);

/** Resolves when the emulator writes down that it gave messages to this consumer. */
const nextReceipt = (callLog: string, name: string): Promise<void> =>
  new Promise((resolve) => {
    const tail = new RecordTail<LogRecord>(callLog);
    tail.read();
    const watcher = watch(callLog, { persistent: false }, () => {
      const received = tail.read().at(-1);
      if (!received || !BRINGS.has(received.op ?? '') || !received.messages) return;
      if (!received.requestId?.startsWith(`${name}-`)) return;
      watcher.close();
      resolve();
    });
  });
