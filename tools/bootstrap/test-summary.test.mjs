import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { removeSummaries, summaryFile, sumSummaries, writeSummary } from './test-summary.mjs';

let root;
let projects;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'snoozeq-summary-'));
  projects = ['core', 'emulator', 'without-tests'].map((name) => join(root, name));
});
afterEach(() => rmSync(root, { recursive: true }));

test('totals of all projects are added up; a project without any counts nothing', () => {
  writeSummary(projects[0], { passed: 10, failed: 1 });
  writeSummary(projects[1], { passed: 5, failed: 0 });
  assert.deepEqual(sumSummaries(projects), { passed: 15, failed: 1 });
});

test('no project at all adds up to nothing', () => {
  assert.deepEqual(sumSummaries([]), { passed: 0, failed: 0 });
});

test('a second run replaces the totals of the first', () => {
  writeSummary(projects[0], { passed: 10, failed: 1 });
  writeSummary(projects[0], { passed: 11, failed: 0 });
  assert.deepEqual(sumSummaries(projects), { passed: 11, failed: 0 });
});

test('removed totals are gone, and removing what is not there is no error', () => {
  writeSummary(projects[0], { passed: 10, failed: 1 });
  removeSummaries(projects);
  assert.equal(existsSync(summaryFile(projects[0])), false);
  assert.deepEqual(sumSummaries(projects), { passed: 0, failed: 0 });
});
