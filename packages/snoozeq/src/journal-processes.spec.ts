import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { fileJournal } from '@snoozeq/core/journal-file';
import { inRepository } from './spec-support/repository.js';
import { runCommand } from './spec-support/run-app.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Appends until it is killed, and resolves with how many entries were taken by then. */
const killedWhileAppending = async (by: string): Promise<number> => {
  const sources = inRepository('packages/snoozeq/src/spec-support/run-sources.mjs');
  const program = inRepository('packages/snoozeq/src/spec-support/journal-keeper.ts');
  const flags = `--no-warnings --conditions @snoozeq/source --import '${sources}'`;
  const command = `exec '${process.execPath}' ${flags} '${program}' '${folder}' ${by}`;
  const app = runCommand(command, inRepository('packages/snoozeq'), {});
  await app.says('taken:1000;');
  app.process.kill('SIGKILL');
  await app.ended;
  return Number(/taken:(\d+);\s*$/.exec(app.output())?.[1]);
};

test('what a journal has taken outlives kill -9 of every process that appends to it', async () => {
  const names = ['a', 'b', 'c'];
  const taken = await Promise.all(names.map(killedWhileAppending));
  const { entries, unreadable } = await fileJournal({ folder, maxBytes: 4_194_304 }).read({
    limit: 1_000_000,
  });
  // Each may have been within one line.
  expect(unreadable).toBeLessThanOrEqual(names.length);
  const ids = new Set(entries.map(({ id }) => id));
  const missing = names.flatMap((name, index) =>
    Array.from({ length: taken[index] ?? 0 }, (_, n) => `${name}-${n}`).filter((id) => !ids.has(id)),
  );
  expect(taken.every((count) => count >= 1_000)).toBe(true);
  expect(missing).toEqual([]);
  expect(ids.size).toBe(entries.length);
}, 60_000);
