import { readFileSync } from 'node:fs';
import { callFloor } from '@snoozeq/delay-policy';
import { seededRandom } from '@snoozeq/core';
import { meter, SETTINGS } from '../delay-meter.mjs';
import { figure } from '../figures.mjs';

const MONDAY_MS = Date.UTC(2026, 0, 5);
const MINUTE_MS = 60_000;
const MOST_BEYOND_FLOOR = 1.15;

const CASES = [
  { name: 'hold', strategy: 'hold' },
  { name: 'keeper', strategy: 'keeper' },
  { name: 'lane', strategy: 'lane' },
  { name: 'late lane', strategy: 'lane', lanes: { mode: 'late' } },
];

/**
 * A week of real or drawn due times, published on its Monday: calls a message, and beside them the floor that these due times allow.
 * `--input` names NDJSON with `offsetSeconds` on each line; without it a timetable is drawn.
 */
export const run = async ({ isQuick, input }) => {
  const dueAtsMs = input === '' ? drawnWeek(isQuick ? 1_000 : 10_000) : readWeek(input);
  const figures = [];
  for (const { name, strategy, lanes } of CASES) {
    const met = await meter({ strategy, lanes, publishedAtMs: MONDAY_MS, dueAtsMs });
    const published = { dueAtsMs, publishedAtMs: MONDAY_MS };
    const floor = callFloor(strategy, published, SETTINGS, { lanes });
    const beyond = met.perMessage / floor.perMessage;
    figures.push(
      figure({ name: `${name}: calls a message`, unit: '', values: [met.perMessage] }),
      figure({ name: `${name}: times its floor`, unit: '×', target: MOST_BEYOND_FLOOR, values: [beyond] }),
      figure({ name: `${name}: deliveries`, unit: '', values: [met.deliveries] }),
      figure({ name: `${name}: worst lateness`, unit: 's', values: [met.worstLateMs / 1_000] }),
      figure({ name: `${name}: early or lost`, unit: '', target: 0, values: [met.early + met.lost] }),
    );
  }
  return figures;
};

/** Whole minutes from 4 in the morning to midnight, several messages in many of them, as in a timetable. */
const drawnWeek = (messages) => {
  const random = seededRandom(1);
  const minute = () => Math.floor(random() * 7) * 1_440 + 240 + Math.floor(random() * 1_199);
  return Array.from({ length: messages }, () => MONDAY_MS + minute() * MINUTE_MS);
};

const readWeek = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => MONDAY_MS + JSON.parse(line).offsetSeconds * 1_000);
