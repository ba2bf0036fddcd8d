import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { writtenPage } from './docs.mjs';
import { DOCS_PAGES, RESULTS_FILE } from './places.mjs';

for (const file of DOCS_PAGES) {
  test(`${file} has the recorded results and the examples as they are`, async () => {
    const page = readFileSync(file, 'utf8');
    assert.equal(page, await writtenPage(page, JSON.parse(readFileSync(RESULTS_FILE, 'utf8'))));
  });
}
