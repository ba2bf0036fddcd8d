import { formatDuration, formatInstant } from '@snoozeq/delay-policy';

const HEADINGS = [
  'strategy',
  'fits',
  'holds',
  'deliveries',
  'calls',
  'in batches',
  'price of a million',
  'worst lateness',
];

/** For people: a line for each strategy, and below it why some do not fit. */
export const tableOf = (rows, { request, limits, ratePerMillion }) => {
  const delayMs = request.dueAtMs - request.nowMs;
  const lines = [HEADINGS, ...rows.map((row) => cells(row))];
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const drawn = lines.map((line) =>
    line
      .map((cell, column) => padded(cell, widths[column], column))
      .join('  ')
      .trimEnd(),
  );
  const reasons = rows
    .filter((row) => !row.feasible)
    .map((row) => `${row.strategy}: ${row.reason}\n  (${row.source})`);
  return `${[
    `${dueText(delayMs, request.dueAtMs)}; a queue with retention ${formatDuration(limits.retentionMs)}, ${deliveriesText(limits)}`,
    '',
    ...drawn,
    ...(reasons.length > 0 ? ['', ...reasons] : []),
    '',
    `A million calls cost ${ratePerMillion}. Calls are those of one message; polls that find nothing come on top.`,
  ].join('\n')}\n`;
};

const cells = (row) =>
  row.feasible
    ? [
        row.strategy,
        'yes',
        String(row.holds),
        String(row.deliveries),
        String(row.calls.single),
        row.calls.batched.toFixed(2),
        (row.price * 1_000_000).toFixed(2),
        formatDuration(row.worstLatenessMs),
      ]
    : [row.strategy, 'no', ...HEADINGS.slice(2).map(() => '-')];

/** Words to the left, numbers to the right. */
const padded = (cell, width, column) => (column < 2 ? cell.padEnd(width) : cell.padStart(width));

const dueText = (delayMs, dueAtMs) =>
  delayMs > 0 ? `due in ${formatDuration(delayMs)}, at ${shownInstant(dueAtMs)}` : 'due at once';

/** Beyond the year 9999 there is no RFC 3339 to show. */
const shownInstant = (ms) => {
  try {
    return formatInstant(ms);
  } catch {
    return `${ms} ms`;
  }
};

const deliveriesText = ({ maxDeliveries }) =>
  maxDeliveries === 0 ? 'no delivery limit' : `at most ${maxDeliveries} deliveries`;
