import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { limitsPage } from '../spec-support/limits-page.js';

const PAGE = fileURLToPath(new URL('../../../../docs/emulator/limits.md', import.meta.url));

test('the page of limits and modes is fresh: else run `npm run docs:facts`', () => {
  const page = limitsPage();
  if (process.env.SNOOZEQ_WRITE_DOCS === '1') writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});
