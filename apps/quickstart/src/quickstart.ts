import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, type EpochMs } from '@snoozeq/core';
import { ClockObserver } from '@snoozeq/wire-clock';
import { runControl } from './control-leg.js';
import { startEmulatorProcess, stopEmulator, type EmulatorProcess } from './emulator-process.js';
import { dueTimes, hasAbsoluteTimes, readInput } from './input-due-times.js';
import { Leg } from './leg.js';
import { legFigures } from './leg-figures.js';
import { runLive } from './live-leg.js';
import type { QuickstartOptions } from './options.js';
import { BUNDLED_SAMPLE, newRunFolder } from './places.js';
import { plannerLines } from './planner-lines.js';
import { createQueue } from './queue-admin.js';
import { reportOf, type Report } from './report.js';
import type { Screen } from './screen.js';
import { runWeek, type WeekResult } from './week-leg.js';

/** Where the emulator's week begins unless the input names absolute times: a Monday. */
const MONDAY_MS: EpochMs = Date.UTC(2026, 0, 5);

export interface QuickstartResult {
  readonly report: Report;
  readonly folder: string;
  /** Still running, as was asked for; whoever has it stops it. */
  readonly kept?: EmulatorProcess;
}

/** The whole run: emulator, week, control and live leg, each on a queue of its own. */
export const runQuickstart = async (
  options: QuickstartOptions,
  screen: Screen,
  interrupted: AbortSignal,
): Promise<QuickstartResult> => {
  const input = options.input ?? BUNDLED_SAMPLE;
  const lines = readInput(input);
  const fromMs = hasAbsoluteTimes(lines) ? Math.ceil(systemClock.now()) : MONDAY_MS;
  const startedMs = systemClock.now();
  const folder = newRunFolder();
  const callLog = join(folder, 'emulator-calls.ndjson');
  const emulator = await startEmulatorProcess({
    folder,
    callLog,
    startAtMs: fromMs,
    seed: options.seed,
    transport: options.transport,
  });
  const observer = await ClockObserver.connect(emulator.origin);
  screen.line(
    `3/4 emulator at ${emulator.origin} (${((systemClock.now() - startedMs) / 1_000).toFixed(1)} s)`,
  );
  const run = new Run(options, {
    input,
    fromMs,
    lines,
    folder,
    callLog,
    emulator,
    observer,
    screen,
    interrupted,
  });
  try {
    const result = await run.all();
    if (!options.keep || interrupted.aborted) return result;
    run.keepEmulator();
    return { ...result, kept: emulator };
  } finally {
    await run.end();
  }
};

interface RunParts {
  readonly input: string;
  readonly fromMs: EpochMs;
  readonly lines: readonly string[];
  readonly folder: string;
  readonly callLog: string;
  readonly emulator: EmulatorProcess;
  readonly observer: ClockObserver;
  readonly screen: Screen;
  readonly interrupted: AbortSignal;
}

class Run {
  readonly #options: QuickstartOptions;
  readonly #parts: RunParts;
  readonly #legs: Leg[] = [];
  #keepsEmulator = false;

  constructor(options: QuickstartOptions, parts: RunParts) {
    this.#options = options;
    this.#parts = parts;
  }

  async all(): Promise<QuickstartResult> {
    const { screen, fromMs, interrupted, folder, lines } = this.#parts;
    const { consumers, kill, skipInvalid } = this.#options;
    screen.line(`4/4 a week of delayed messages, ${consumers} competing consumers, while the clock skips`);
    for (const line of plannerLines(this.#options.strategy, fromMs)) screen.line(`       ${line}`);
    const dueAtMs = dueTimes(lines, fromMs);
    const week = await this.#leg('week', this.#options.policy, dueAtMs);
    const weekOptions = {
      ...this.#parts,
      leg: week,
      origin: this.#parts.emulator.origin,
      dueAtMs,
      consumers,
      kill,
      skipInvalid,
    };
    const result = await runWeek(weekOptions);
    if (this.#showsControl() && !interrupted.aborted) await this.#control();
    const live = interrupted.aborted || !this.#options.policy ? undefined : await this.#live();
    return { report: this.#report(week, result, live), folder };
  }

  /** The emulator of the week outlives the run; everything else ends with it. */
  keepEmulator(): void {
    this.#keepsEmulator = true;
  }

  /** Ends every process that is still there. */
  async end(): Promise<void> {
    const { emulator, observer } = this.#parts;
    observer.close();
    for (const { producer } of this.#legs) producer?.signal('SIGTERM');
    await Promise.all(this.#legs.map(({ fleet }) => fleet.stop()));
    if (this.#keepsEmulator) return;
    await stopEmulator(emulator);
  }

  async #leg(
    name: string,
    policy: boolean,
    dueAtMs: ReadonlyMap<number, EpochMs>,
    { emulator, folder, callLog }: RunParts = this.#parts,
  ): Promise<Leg> {
    const queueId = await createQueue(emulator, name);
    // Without the policy nothing waits, so nobody would open a lane.
    const strategy = policy ? this.#options.strategy : 'hold';
    const leg = new Leg({ name, emulator, folder, callLog, policy, strategy, dueAtMs, queueId });
    this.#legs.push(leg);
    return leg;
  }

  #showsControl(): boolean {
    const { policy, json, quiet } = this.#options;
    return policy && !json && !quiet;
  }

  /** On an emulator of its own: on this one the week has passed, and nothing would be early any more. */
  async #control(): Promise<void> {
    const { screen, fromMs, lines, folder: runFolder } = this.#parts;
    const { skipInvalid, seed, transport } = this.#options;
    screen.line('       control: the same messages without the policy');
    const folder = join(runFolder, 'control');
    mkdirSync(folder);
    const callLog = join(folder, 'emulator-calls.ndjson');
    const emulator = await startEmulatorProcess({
      folder,
      callLog,
      startAtMs: fromMs,
      seed,
      transport,
    });
    try {
      const parts = { ...this.#parts, emulator, folder, callLog };
      const leg = await this.#leg('control', false, dueTimes(lines, fromMs), parts);
      await runControl({ ...parts, leg, skipInvalid });
    } finally {
      await stopEmulator(emulator);
    }
  }

  async #live(): Promise<Leg> {
    const dueAtMs = new Map<number, EpochMs>();
    const leg = await this.#leg('live', true, dueAtMs);
    const { consumers, seed, strategy } = this.#options;
    await runLive({ ...this.#parts, leg, dueAtMs, consumers, strategy, seed });
    return leg;
  }

  #report(week: Leg, result: WeekResult, live: Leg | undefined): Report {
    return reportOf({
      week: legFigures(week.records()),
      queue: week.figures,
      live: live && legFigures(live.records()),
      ...result,
    });
  }
}
