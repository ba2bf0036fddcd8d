import {
  EXIT,
  problemLines,
  UsageError,
  type ExitCode,
  type InputLine,
  type Terminal,
} from '@snoozeq/producer-app/shell';
import { inject, injectable } from 'inversify';
import type { ControllerAppOptions } from './config.js';
import type { ControllerEvent } from './controller-event.js';
import { countEvent, emptyReport, type ControllerReport } from './controller-report.js';
import type { DelayController } from './delay-controller.js';
import { eventDisplay, noDisplay } from './event-display.js';
import { listItems, type LineItem } from './list-items.js';
import { problemsOf, troublesOf, type Problem } from './problems.js';
import { StepLog } from './step-log.js';
import { summaryLines } from './summary.js';
import { CONTROLLER_APP_OPTIONS, DELAY_CONTROLLER, TERMINAL } from './tokens.js';

/** The report of the controller, and how many lines are no messages. */
type AppReport = ControllerReport & { readonly invalid: number };

const EMPTY_INPUT =
  'The input holds no message. Give at least one line with key, body, and one of dueAt, in or offsetSeconds.';

/** One run: check the lines, delay them, report. */
@injectable()
export class ControllerApp {
  constructor(
    @inject(DELAY_CONTROLLER) private readonly controller: DelayController,
    @inject(CONTROLLER_APP_OPTIONS) private readonly options: ControllerAppOptions,
    @inject(TERMINAL) private readonly terminal: Terminal,
  ) {}

  /** Publishes nothing unless every line can be sent, or `skipRefused` is set. */
  async run(lines: readonly InputLine[], stop: AbortSignal): Promise<ExitCode> {
    if (lines.length === 0) throw new UsageError(EMPTY_INPUT);
    const invalid = lines.filter((line) => line.kind === 'invalid');
    const items = listItems(lines);
    const isRefused = invalid.length > 0 && !this.options.controller.skipRefused;
    const report = isRefused ? this.#refuse(items, invalid) : await this.#delay(items, invalid, stop);
    return this.#finish({ ...report, invalid: invalid.length });
  }

  #refuse(items: readonly LineItem[], invalid: readonly Problem[]): ControllerReport {
    const refusals = this.controller.check(items.map(({ item }) => item));
    this.#tellProblems([...invalid, ...problemsOf(refusals, items)]);
    return { ...refusals.reduce(countEvent, emptyReport(items.length)), ending: 'refused' };
  }

  async #delay(
    items: readonly LineItem[],
    invalid: readonly Problem[],
    stop: AbortSignal,
  ): Promise<ControllerReport> {
    const { stepsPath, quiet, controller } = this.options;
    const log = new StepLog(stepsPath, (index) => items[index]?.line ?? 0);
    const display = quiet ? noDisplay : eventDisplay(this.terminal, items.length);
    const troubles: ControllerEvent[] = [];
    const onEvent = (event: ControllerEvent): void => {
      log.write(event);
      if ('error' in event || 'refusal' in event) troubles.push(event);
      display.show(event);
    };
    const run = { ...controller, stop: AbortSignal.any([stop, log.failed]), onEvent };
    const report = await this.controller.run(
      items.map(({ item }) => item),
      run,
    );
    display.end();
    log.close();
    this.#tellProblems([...invalid, ...problemsOf(troubles, items)]);
    this.#tell(troublesOf(troubles));
    if (log.failed.aborted) {
      this.#finish({ ...report, invalid: invalid.length });
      throw log.failed.reason;
    }
    return report;
  }

  #finish(report: AppReport): ExitCode {
    const { json, quiet, controller } = this.options;
    if (json) this.terminal.output(`${JSON.stringify(report)}\n`);
    else if (!quiet) for (const line of summaryLines(report)) this.terminal.output(`${line}\n`);
    return exitCodeOf(report, controller.skipRefused);
  }

  #tellProblems(problems: readonly Problem[]): void {
    this.#tell(problemLines(problems));
  }

  #tell(lines: readonly string[]): void {
    for (const line of lines) this.terminal.error(`delay-controller: ${line}\n`);
  }
}

/** @param isSkipping refused lines were left out as asked */
const exitCodeOf = (report: AppReport, isSkipping: boolean): ExitCode => {
  if (report.ending === 'refused') return EXIT.badInput;
  if (report.ending === 'stopped') return EXIT.stopped;
  const done = report.hidden + report.dueWhenFound + report.preempted + (isSkipping ? report.refused : 0);
  return report.ending === 'complete' && done === report.messages ? EXIT.ok : EXIT.notAllSent;
};
