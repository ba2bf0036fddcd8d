import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import type { EngineSettings } from '@snoozeq/queue-engine';
import fc from 'fast-check';
import { aQueue } from '../spec-support/a-queue.js';
import {
  EngineHistory,
  aStep,
  someSettings,
  sortedSnapshot,
  type Step,
} from '../spec-support/engine-histories.js';
import { aRowStore } from '../spec-support/a-row-store.js';
import { MemoryRows } from '../spec-support/memory-rows.js';
import type { EmulatorStore } from './contract.js';
import { openDataFolder } from './lmdb/data-folder.js';
import type { RowFile } from './rows/row-file.js';

const QUEUE = aQueue({ id: 'ocid1.queue' });
const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

const kept = (store: EmulatorStore) => {
  if (store.restored === undefined) throw new Error('nothing was kept');
  return store.restored.engine(QUEUE.id);
};

/** Takes all steps, several a turn, with a store that is closed and opened again in between, and compares it with the engine each time. */
const live = async (open: () => Promise<RowFile>, settings: EngineSettings, steps: readonly Step[]) => {
  const history = new EngineHistory(settings);
  let store: EmulatorStore = aRowStore(await open());
  store.saved('queue', QUEUE);
  const reopen = async (): Promise<void> => {
    await store.close();
    store = aRowStore(await open());
    expect(sortedSnapshot(kept(store))).toEqual(sortedSnapshot(history.engine.snapshot()));
    history.reopen(kept(store));
  };
  for (const step of steps) {
    if (step.kind === 'reopen') await reopen();
    else if (step.kind === 'turn') await new Promise((resolve) => setImmediate(resolve));
    else store.changed(QUEUE.id, history.take(step));
  }
  await reopen();
  await store.close();
};

test('whatever happens to a queue, an engine made from the rows is as the one that wrote them', async () => {
  await fc.assert(
    fc.asyncProperty(someSettings, fc.array(aStep, { maxLength: 60 }), (settings, steps) => {
      const file = new MemoryRows();
      return live(() => Promise.resolve(file), settings, steps);
    }),
    { numRuns: 150 },
  );
});

test('also when the rows are in a folder', async () => {
  await fc.assert(
    fc.asyncProperty(someSettings, fc.array(aStep, { minLength: 20, maxLength: 40 }), (settings, steps) => {
      const folder = mkdtempSync(join(tmpdir(), 'snoozeq-store-'));
      folders.push(folder);
      return live(() => openDataFolder(folder), settings, steps);
    }),
    { numRuns: 5 },
  );
});
