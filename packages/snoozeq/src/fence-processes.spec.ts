import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { systemClock, VirtualClock } from '@snoozeq/core';
import { fileFence } from '@snoozeq/core/fence-file';
import { inRepository } from './spec-support/repository.js';
import { runCommand, type RunningApp } from './spec-support/run-app.js';

const LEASE_MS = 60_000;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fence-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const claimer = (then: 'claim' | 'done', ids: readonly string[]): RunningApp => {
  const sources = inRepository('packages/snoozeq/src/spec-support/run-sources.mjs');
  const program = inRepository('packages/snoozeq/src/spec-support/claimer.ts');
  const flags = `--no-warnings --conditions @snoozeq/source --import '${sources}'`;
  const command = `exec '${process.execPath}' ${flags} '${program}' '${folder}' ${LEASE_MS} ${then} ${ids.join(' ')}`;
  return runCommand(command, inRepository('packages/snoozeq'), {});
};
/** What it has won, after `kill -9`. */
const killed = async (app: RunningApp): Promise<readonly string[]> => {
  await app.says(';');
  app.process.kill('SIGKILL');
  await app.ended;
  return /won:(.*);/.exec(app.output())?.[1]?.split(',').filter(Boolean) ?? [];
};

test('of several processes one wins each claim, and a claim outlives kill -9 until its lease ends', async () => {
  const ids = Array.from({ length: 60 }, (_, index) => `id-${index}`);
  const won = await Promise.all([1, 2, 3].map(() => killed(claimer('claim', ids))));
  expect(won.flat().sort()).toEqual([...ids].sort());
  expect(await fileFence({ folder }).claim('id-0', LEASE_MS)).toMatchObject({ kind: 'busy' });
  const clock = new VirtualClock(systemClock.now() + LEASE_MS);
  expect(await fileFence({ folder, clock }).claim('id-0', LEASE_MS)).toMatchObject({ kind: 'won' });
}, 60_000);

test('what is done outlives kill -9', async () => {
  expect(await killed(claimer('done', ['a']))).toEqual(['a']);
  expect(await fileFence({ folder }).claim('a', LEASE_MS)).toEqual({ kind: 'done' });
}, 60_000);
