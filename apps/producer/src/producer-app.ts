import type { Activity, Clock, Codec, Planner, Producer, StampConvention } from '@snoozeq/core';
import { ACTIVITY, CODEC, DUE_STAMP, PLANNER, PRODUCER, QUEUE_CLOCK } from '@snoozeq/core/di';
import { inject, injectable } from 'inversify';
import type { ProducerOptions } from './config.js';
import type { ExitCode } from './shell/exit-code.js';
import type { InputLine } from './shell/input-line.js';
import { OutputFiles } from './output-files.js';
import { planInput, type PlannedInput, type Problem } from './plan-input.js';
import { noProgress, progressOn } from './shell/progress.js';
import { publish } from './publish.js';
import {
  countPublished,
  exitCodeOf,
  plannedReport,
  problemsOf,
  type Ending,
  type ProducerReport,
} from './report.js';
import { problemLines } from './shell/problem-lines.js';
import { summaryLines } from './summary.js';
import type { Terminal } from './shell/terminal.js';
import { PRODUCER_OPTIONS, TERMINAL } from './tokens.js';
import { UsageError } from './shell/usage-error.js';

const EMPTY_INPUT =
  'The input holds no message. Give at least one line with key, body, and one of dueAt, in or offsetSeconds.';

/** One run: plan everything, publish, report. */
@injectable()
export class ProducerApp {
  constructor(
    @inject(PRODUCER) private readonly producer: Producer<unknown>,
    @inject(PLANNER) private readonly planner: Planner,
    @inject(DUE_STAMP) private readonly convention: StampConvention,
    @inject(CODEC) private readonly codec: Codec<unknown>,
    @inject(QUEUE_CLOCK) private readonly queueClock: Clock,
    @inject(ACTIVITY) private readonly activity: Activity,
    @inject(PRODUCER_OPTIONS) private readonly options: ProducerOptions,
    @inject(TERMINAL) private readonly terminal: Terminal,
  ) {}

  /** Publishes nothing unless every line can be sent, or `skipInvalid` is set. A `stop` lets the chunk in flight finish. */
  async run(lines: readonly InputLine[], stop: AbortSignal): Promise<ExitCode> {
    // Busy from start to end: a clock that skips must not move while messages are planned and published against it.
    const done = this.activity.begin();
    try {
      const files = new OutputFiles(this.options);
      try {
        return await this.#runWith(files, lines, stop);
      } finally {
        files.close();
      }
    } finally {
      done();
    }
  }

  async #runWith(files: OutputFiles, lines: readonly InputLine[], stop: AbortSignal): Promise<ExitCode> {
    const nowMs = Math.ceil(this.queueClock.now());
    const fromMs = this.options.fromMs ?? nowMs;
    const { planner, convention, codec } = this;
    const planned = planInput(lines, { planner, convention, codec, nowMs, fromMs });
    this.#tellProblems(planned.problems);
    if (!this.options.quiet) this.#tell(planned.warnings.map((warning) => `warning: ${warning}`));
    const start = plannedReport(planned, { startedAtMs: nowMs, fromMs });
    if (lines.length === 0) throw new UsageError(EMPTY_INPUT);
    if (planned.problems.length > 0 && !this.options.skipInvalid)
      return this.#finish(files, start, 'nothingTried');
    const report = await this.#publish(files, planned, { start, stop });
    const skipped = planned.problems.length;
    return this.#finish(files, report, stop.aborted ? 'stopped' : 'completed', skipped);
  }

  async #publish(
    files: OutputFiles,
    { ready }: PlannedInput,
    { start, stop }: { readonly start: ProducerReport; readonly stop: AbortSignal },
  ): Promise<ProducerReport> {
    const progress = this.options.quiet ? noProgress : progressOn(this.terminal, ready.length);
    const problems: Problem[] = [];
    let report = start;
    try {
      for await (const chunk of publish(ready, this.producer, stop)) {
        report = countPublished(report, chunk);
        problems.push(...problemsOf(chunk));
        files.record(chunk);
        progress.show(ready.length - report.unsent);
      }
    } catch (thrown) {
      // Such as a full disk: what was sent is told all the same.
      this.#finish(files, report, 'stopped');
      throw thrown;
    } finally {
      progress.end();
    }
    this.#tellProblems(problems);
    return report;
  }

  #finish(files: OutputFiles, report: ProducerReport, ending: Ending, skipped = 0): ExitCode {
    if (this.options.json) this.terminal.output(`${JSON.stringify(report)}\n`);
    else if (!this.options.quiet)
      this.terminal.output(
        summaryLines(report, ending)
          .map((line) => `${line}\n`)
          .join(''),
      );
    files.writeReport(report);
    return exitCodeOf(report, ending, skipped);
  }

  #tellProblems(problems: readonly Problem[]): void {
    this.#tell(problemLines(problems));
  }

  #tell(lines: readonly string[]): void {
    for (const line of lines) this.terminal.error(`producer: ${line}\n`);
  }
}
