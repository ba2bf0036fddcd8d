import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, jest, test } from '@jest/globals';
import { startTestEmulator } from '../spec-support/test-emulator.js';
import { readDefinitions } from './read-definitions.js';

const example = (name: string): string => fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));

test('the queues of the example are made as they are defined', async () => {
  const { queues } = readDefinitions(example('queues.json'));
  const t = await startTestEmulator({ queues });
  const found = t.emulator.queues.resources.list();
  expect(found).toMatchObject(queues);
  await t.close();
});

test('the program of the example puts and gets a message', async () => {
  const printed = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  const [before, folder] = [process.cwd(), mkdtempSync(join(tmpdir(), 'snoozeq-example-'))];
  process.chdir(folder);
  try {
    await import('../../examples/start-emulator.js');
    expect(printed).toHaveBeenCalledWith(['order 4711']);
  } finally {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  }
});
