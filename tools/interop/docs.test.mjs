import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { writtenPage } from './docs.mjs';
import { DOCS_PAGE, RESULTS_FILE } from './places.mjs';

test('the page has the recorded results and the examples as they are', async () => {
  const page = readFileSync(DOCS_PAGE, 'utf8');
  assert.equal(page, await writtenPage(page, JSON.parse(readFileSync(RESULTS_FILE, 'utf8'))));
});

test('a page without a place for the results is not written', async () => {
  await assert.rejects(writtenPage('# A page', {}), /no block/);
});
