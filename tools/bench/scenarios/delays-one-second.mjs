import { meter, WEEK_MS } from '../delay-meter.mjs';
import { figure } from '../figures.mjs';

const MINUTE_MS = 60_000;
/** Off the grid of lanes; the last message is due on it, so that a late lane opens before everything expires. */
const PUBLISHED_AT_MS = Date.UTC(2026, 0, 5, 0, 1);
const DELAY_MS = WEEK_MS - MINUTE_MS;

const CASES = [
  { name: 'hold', strategy: 'hold', calls: 1.65, deliveries: 15 },
  { name: 'keeper', strategy: 'keeper', calls: 1, deliveries: 2 },
  { name: 'lane', strategy: 'lane', calls: 0.26, deliveries: 2 },
  { name: 'late lane', strategy: 'lane', lanes: { mode: 'late' }, calls: 0.16, deliveries: 1 },
];

/** 10 000 messages that are due within one second, a minute before a queue would drop them. Empty gets and looks are apart. */
export const run = async ({ isQuick }) => {
  const messages = isQuick ? 1_000 : 10_000;
  const dueAtsMs = Array.from(
    { length: messages },
    (_, index) => PUBLISHED_AT_MS + DELAY_MS - 999 + (index % 1_000),
  );
  const figures = [];
  for (const { name, strategy, lanes, calls, deliveries } of CASES) {
    const met = await meter({ strategy, lanes, publishedAtMs: PUBLISHED_AT_MS, dueAtsMs });
    const off = Math.abs(met.perMessage / met.planned - 1);
    figures.push(
      figure({ name: `${name}: calls a message`, unit: '', target: calls, values: [met.perMessage] }),
      figure({ name: `${name}: deliveries`, unit: '', target: deliveries, values: [met.deliveries] }),
      figure({ name: `${name}: off the plan`, unit: '%', target: 2, values: [100 * off] }),
      figure({ name: `${name}: early or lost`, unit: '', target: 0, values: [met.early + met.lost] }),
    );
  }
  return figures;
};
