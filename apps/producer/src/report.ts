import type { EpochMs } from '@snoozeq/core';
import { EXIT, type ExitCode } from './shell/exit-code.js';
import type { PlannedInput, Problem } from './plan-input.js';
import type { Published } from './publish.js';

/** What a run did. `lines` = published + refused + failed + invalid + unsent. */
export interface ProducerReport {
  /** Lines of the input that are not blank. */
  readonly lines: number;
  readonly published: number;
  /** Proved not to fit by the planner. */
  readonly refused: number;
  /** Sent, and not confirmed: stored only if the reply was lost. */
  readonly failed: number;
  readonly invalid: number;
  /** Good, and never sent, because the run ended before. */
  readonly unsent: number;
  readonly repeatedKeys: number;
  /** Over all published messages. */
  readonly plans: {
    readonly holdsTotal: number;
    readonly deliveriesMax: number;
    /** Service calls until all are handled when every batch is full; idle polls apart. */
    readonly callsBatched: number;
  };
  /** Queue time. */
  readonly startedAtMs: EpochMs;
  /** What relative due times counted from. */
  readonly fromMs: EpochMs;
}

export type RunInstants = Pick<ProducerReport, 'startedAtMs' | 'fromMs'>;

/** Before the first message is published. */
export const plannedReport = (
  { ready, problems, repeatedKeys }: PlannedInput,
  instants: RunInstants,
): ProducerReport => ({
  lines: ready.length + problems.length,
  published: 0,
  refused: problems.filter(({ kind }) => kind === 'refused').length,
  failed: 0,
  invalid: problems.filter(({ kind }) => kind === 'invalid').length,
  unsent: ready.length,
  repeatedKeys,
  plans: { holdsTotal: 0, deliveriesMax: 0, callsBatched: 0 },
  ...instants,
});

export const countPublished = (report: ProducerReport, chunk: readonly Published[]): ProducerReport =>
  chunk.reduce(countOne, { ...report, unsent: report.unsent - chunk.length });

const countOne = (report: ProducerReport, { result }: Published): ProducerReport => {
  switch (result.kind) {
    case 'sent': {
      const { holdsTotal, deliveriesMax, callsBatched } = report.plans;
      const { holds, deliveries, calls } = result.plan;
      return {
        ...report,
        published: report.published + 1,
        plans: {
          holdsTotal: holdsTotal + holds,
          deliveriesMax: Math.max(deliveriesMax, deliveries),
          callsBatched: inHundredths(callsBatched + calls.batched),
        },
      };
    }
    case 'refused':
      return { ...report, refused: report.refused + 1 };
    case 'failed':
      return { ...report, failed: report.failed + 1 };
    default:
      return result satisfies never;
  }
};

/** A share of a batch is a multiple of a twentieth; a long sum of them would show binary fractions. */
const inHundredths = (calls: number): number => Math.round(calls * 100) / 100;

export const problemsOf = (chunk: readonly Published[]): readonly Problem[] =>
  chunk.flatMap(({ message: { line }, result }): Problem[] => {
    switch (result.kind) {
      case 'sent':
        return [];
      case 'refused':
        return [{ kind: 'refused', line, reason: result.refusal.message }];
      case 'failed':
        return [{ kind: 'failed', line, reason: result.error.message }];
      default:
        return result satisfies never;
    }
  });

/** `nothingTried`: the input had problems, and the run was not allowed to skip them. */
export type Ending = 'completed' | 'stopped' | 'nothingTried';

/** @param skipped lines that were left out on request, as `--skip-invalid` asks */
export const exitCodeOf = ({ lines, published }: ProducerReport, ending: Ending, skipped = 0): ExitCode => {
  if (ending === 'stopped') return EXIT.stopped;
  if (ending === 'nothingTried') return EXIT.badInput;
  return published + skipped === lines ? EXIT.ok : EXIT.notAllSent;
};
