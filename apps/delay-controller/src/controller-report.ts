import type { ControllerEvent } from './controller-event.js';
import type { CallCounts } from './counted-transport.js';

/**
 * `complete`: every stored message was found, or given up as preempted. `refused`: nothing was published, because something in the
 * list cannot be. `failed`: the service refused us for good.
 */
export type Ending = 'complete' | 'refused' | 'stopped' | 'failed';

/**
 * What a run did. `messages` = published + refused + failed + unsent, and
 * `published` = hidden + dueWhenFound + preempted + unhidden + unfound.
 */
export interface ControllerReport {
  readonly ending: Ending;
  readonly messages: number;
  readonly published: number;
  readonly refused: number;
  /** Sent, and not confirmed. */
  readonly failed: number;
  /** Never sent: the run ended before. */
  readonly unsent: number;
  readonly hidden: number;
  /** Made visible at once. */
  readonly dueWhenFound: number;
  /** Never found: other consumers hold them. */
  readonly preempted: number;
  /** Found, and the service would not hide them. */
  readonly unhidden: number;
  /** The run ended before they were found. */
  readonly unfound: number;
  /** Of all that were found: had been delivered to somebody before. */
  readonly takenBefore: number;
  readonly foreign: {
    /** Given back at once. */
    readonly released: number;
    /** Seen again and left hidden for a moment, so that the messages behind them come up. */
    readonly rested: number;
  };
  readonly calls: CallCounts;
}

export const emptyReport = (messages: number): ControllerReport => ({
  ending: 'complete',
  messages,
  published: 0,
  refused: 0,
  failed: 0,
  unsent: messages,
  hidden: 0,
  dueWhenFound: 0,
  preempted: 0,
  unhidden: 0,
  unfound: 0,
  takenBefore: 0,
  foreign: { released: 0, rested: 0 },
  calls: { put: 0, get: 0, update: 0 },
});

type Count = Exclude<keyof ControllerReport, 'ending' | 'messages' | 'foreign' | 'calls'>;

const plus = (report: ControllerReport, name: Count, less?: Count): ControllerReport => ({
  ...report,
  [name]: report[name] + 1,
  ...(less && { [less]: report[less] - 1 }),
});

export const countEvent = (report: ControllerReport, event: ControllerEvent): ControllerReport => {
  switch (event.kind) {
    case 'refused':
      return plus(report, 'refused', 'unsent');
    case 'publish-failed':
      return plus(report, 'failed', 'unsent');
    case 'published':
      return plus(report, 'published', 'unsent');
    case 'confirmed':
      return plus(report, 'published', 'failed');
    case 'taken-before':
      return plus(report, 'takenBefore');
    case 'hidden':
      return plus(report, 'hidden');
    case 'due-when-found':
      return plus(report, 'dueWhenFound');
    case 'preempted':
      return plus(report, 'preempted');
    case 'unfound':
      return plus(report, 'unfound');
    case 'hide-failed':
      return event.isFinal ? plus(report, 'unhidden') : report;
    case 'foreign':
      return { ...report, foreign: countForeign(report.foreign, event.restMs) };
    case 'lease-lost':
    case 'poll-failed':
    case 'shut-out':
      return report;
    default:
      return event satisfies never;
  }
};

const countForeign = (
  { released, rested }: ControllerReport['foreign'],
  restMs: number,
): ControllerReport['foreign'] =>
  restMs === 0 ? { released: released + 1, rested } : { released, rested: rested + 1 };
