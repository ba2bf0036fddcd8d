import { expect, jest, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAULT_KINDS } from './faults/fault-kinds.js';

jest.setTimeout(60_000);

const ROOT = join(process.cwd(), '..', '..');
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const page = textOf('docs/testing.md');

test('the page shows the example, which finds nothing wrong with its policy', async () => {
  expect(page).toContain(textOf('packages/simulation/examples/own-policy.ts'));
  const { report } = await import('../examples/own-policy.js');
  expect(report.violations).toEqual([]);
  expect(report.figures.handled).toBeGreaterThan(3_000);
});

test('the page names every fault', () => {
  const unnamed = Object.entries(FAULT_KINDS).filter(
    ([kind, { text }]) => !page.includes(`\`${kind}\``) || !page.includes(text),
  );
  expect(unnamed).toEqual([]);
});
