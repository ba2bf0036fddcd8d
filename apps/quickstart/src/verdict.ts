import { priceOf } from '@snoozeq/delay-policy';
import { isGood, type Report } from './report.js';
import { table } from './words.js';

/** US dollars for a million calls beyond the free ones; third-party figure, to be checked against the price list. */
const RATE_PER_MILLION = 0.4;
const MILLION = 1_000_000;

/** The end of the story: figures, a verdict in words, the price, the records, and what to try next. */
export const verdictLines = (report: Report, folder: string, isInterrupted = false): readonly string[] => [
  '',
  table(rowsOf(report)),
  '',
  `${isInterrupted ? stoppedText(report) : verdictOf(report)}. ${report.callsPerMessage} calls a message, ${priceText(report)}.`,
  `Records: ${folder}`,
  '',
  'Next:',
  '  npm start -- --input FILE         your own messages: key, body, and one of dueAt, in, offsetSeconds',
  '  npm start -- --kill               kill a consumer in the middle',
  '  less README.md                    compose a consumer of your own',
];

const rowsOf = (report: Report): readonly (readonly [string, string | number])[] => {
  const { calls, latenessMs, realtimeLatenessMs: live, duplicates } = report;
  return [
    ['published', report.published],
    ['handled', `${report.handled} starts of ${report.unique} messages`],
    ['early', report.early],
    ['lost', report.lost],
    ['duplicates', causesText(duplicates.byCause, duplicates.total)],
    ['holds', report.holds],
    ['most deliveries', report.maxDeliveries],
    [
      'calls',
      `put ${calls.put}, get ${calls.get} (and ${calls.emptyGet} empty), ${pushText(calls)}update ${calls.update}, delete ${calls.delete}, other ${calls.other}`,
    ],
    [
      'lateness',
      `p50 ${latenessMs.p50} ms, p99 ${latenessMs.p99} ms, worst ${latenessMs.max} ms of queue time`,
    ],
    ['live lateness', live ? `p50 ${live.p50} ms, p99 ${live.p99} ms, worst ${live.max} ms` : 'not measured'],
    [
      'client memory',
      report.peakClientMb === null ? 'not measured on this system' : `${report.peakClientMb} MB`,
    ],
    ['time', `${(report.wallMs / 1_000).toFixed(1)} s for the week`],
  ];
};

const pushText = ({ push }: Report['calls']): string => (push > 0 ? `push ${push}, ` : '');

const causesText = (byCause: Report['duplicates']['byCause'], total: number): string => {
  const causes = Object.entries(byCause).map(([cause, count]) => `${cause} ${count}`);
  return causes.length === 0 ? String(total) : `${total} (${causes.join(', ')})`;
};

const verdictOf = (report: Report): string => {
  if (isGood(report)) return 'Nothing early, nothing lost';
  const { early, lost, duplicates } = report;
  return `FAILED: ${early} early, ${lost} lost, ${duplicates.byCause.unexplained ?? 0} duplicates unexplained`;
};

/** What was not handled yet is not lost: the run was not allowed to get there. */
const stoppedText = ({ unique, published, early }: Report): string =>
  `Stopped: ${unique} of ${published} messages handled so far, ${early} early`;

const priceText = ({ callsPerMessage }: Report): string => {
  const price = priceOf(callsPerMessage * MILLION, RATE_PER_MILLION);
  return `about $${price.toFixed(2)} for a million messages at $${RATE_PER_MILLION.toFixed(2)} a million calls`;
};
