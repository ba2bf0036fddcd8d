import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { FolderLock } from './folder-lock.js';

const HOLD = fileURLToPath(new URL('../../spec-support/hold-folder.mjs', import.meta.url));
let folder: string;
let holder: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'snoozeq-lock-'));
});
afterEach(async () => {
  if (holder) await ended(holder);
  holder = undefined;
  rmSync(folder, { recursive: true });
});

/** Killed, and gone with all its pipes. */
const ended = async (child: ChildProcess): Promise<void> => {
  const closed = once(child, 'close');
  if (child.kill('SIGKILL')) await closed;
};

/** Another process takes the folder as an emulator does. */
const holdElsewhere = async (): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [HOLD, join(folder, 'lock.mdb')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  holder = child;
  await once(child.stdout, 'data');
  return child;
};

test('a folder that another process holds is refused, with its process number', async () => {
  const { pid } = await holdElsewhere();
  await expect(FolderLock.take(folder)).rejects.toMatchObject({
    code: 'in-use',
    message: expect.stringContaining(`process ${pid}`),
  });
});

test('a process that is killed holds nothing any more', async () => {
  const child = await holdElsewhere();
  await ended(child);
  const lock = await FolderLock.take(folder);
  await lock.release();
});

test('a folder is free after its release, and refused once while it is held', async () => {
  const lock = await FolderLock.take(folder);
  await expect(FolderLock.take(folder)).rejects.toMatchObject({ code: 'in-use' });
  await lock.release();
  const again = await FolderLock.take(folder);
  await again.release();
});

test('after a refusal the one who holds it still does', async () => {
  const child = await holdElsewhere();
  await expect(FolderLock.take(folder)).rejects.toMatchObject({ code: 'in-use' });
  await expect(FolderLock.take(folder)).rejects.toMatchObject({ code: 'in-use' });
  expect(child.exitCode).toBeNull();
});
