import { expect, test } from '@jest/globals';
import { docsPage, fences } from '../spec-support/docs-page.js';
import { FAULT_KINDS, type FaultKindFacts } from './fault-kinds.js';
import { readFaultPlan } from './read-fault-plan.js';

const page = docsPage('emulator/faults.md');
const cells = (line: string): readonly string[] => line.split('|').map((cell) => cell.trim());

test('the page lists every kind as it is', () => {
  const rows = page
    .split('\n')
    .map(cells)
    .filter(({ length }) => length === 6)
    .map((row) => row.slice(1, 5));
  const kinds = Object.entries<FaultKindFacts>(FAULT_KINDS).map(([kind, { operations, text, fact }]) => [
    `\`${kind}\``,
    operations?.join(', ') ?? 'any',
    text,
    fact,
  ]);
  expect(rows.filter(([kind]) => kinds.some(([name]) => name === kind))).toEqual(kinds);
});

test('the plans of the page can be read', () => {
  const plans = fences(page, 'json').map((text) => readFaultPlan(JSON.parse(text)));
  expect(plans.map(({ rules }) => rules.length)).toEqual([3]);
});
