import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '../proof/http/connection.mjs';
import { readIdentity } from '../proof/emulator/signer.mjs';
import { startEmulator } from '../proof/emulator/start-emulator.mjs';
import { call, requestBytes, sendAll } from './load.mjs';

const UNLIMITED = [
  'requestRate',
  'inRate',
  'outRate',
  'concurrentGets',
  'inFlight',
  'queueBytes',
  'tenancyBytes',
  'queues',
];
export const BATCH = 20;
const MESSAGE_BYTES = 200;
const HIDDEN_S = 43_200;

/** Messages of 200 bytes that differ, so that no two share a string. */
export const batchOf = (first, size = BATCH) => ({
  messages: Array.from({ length: size }, (_none, index) => ({
    content: String(first + index).padEnd(MESSAGE_BYTES, 'x'),
  })),
});

/** Runs `use` with an emulator whose caps and throttles are off, in a process of its own. */
export const withEmulator = async ({ isSigned = false }, use) => {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  const limits = UNLIMITED.flatMap((name) => ['--limit', `${name}=off`]);
  const auth = isSigned ? [] : ['--no-auth'];
  const emulator = await startEmulator(['--config-dir', directory, ...auth, ...limits]);
  const identity = isSigned ? readIdentity(emulator.configFile) : undefined;
  try {
    return await use({ ...emulator, identity });
  } finally {
    await emulator.stop();
    rmSync(directory, { recursive: true });
  }
};

/** Sends good requests one after the other. */
const sendSome = async ({ origin, identity }, requests) => {
  const connection = new Connection(origin);
  const bodies = [];
  for (const request of requests) {
    bodies.push((await call(connection, requestBytes(origin, { ...request, identity }))).body);
  }
  connection.close();
  return bodies;
};

/** @returns the path of the messages of a new queue */
export const newQueue = async (emulator) => {
  const json = {
    displayName: 'bench',
    compartmentId: 'bench',
    retentionInSeconds: 604_800,
    timeoutInSeconds: 0,
  };
  const target = '/20210201/queues?compartmentId=bench&sortBy=timeCreated&limit=1';
  const [, list] = await sendSome(emulator, [
    { method: 'POST', target: '/20210201/queues', json },
    { method: 'GET', target },
  ]);
  return `/20210201/queues/${JSON.parse(list).items[0].id}/messages`;
};

/** Puts `count` messages, and hides them for 12 hours if told to. */
export const fill = async (emulator, target, count, { isHidden = false } = {}) => {
  const { origin, identity } = emulator;
  const get = { method: 'GET', target: `${target}?limit=${BATCH}&visibilityInSeconds=${HIDDEN_S}`, identity };
  const requests = function* () {
    const getBytes = requestBytes(origin, get);
    for (let first = 0; first < count; first += BATCH) {
      yield requestBytes(origin, { method: 'POST', target, json: batchOf(first), identity });
      if (isHidden) yield getBytes;
    }
  };
  await sendAll(origin, requests());
  if (isHidden) await hideTheRest(emulator, get);
};

/** A get may have come before the put whose messages it was meant for. */
const hideTheRest = async ({ origin }, get) => {
  const connection = new Connection(origin);
  for (let left = 1; left > 0;) {
    const { body } = await call(connection, requestBytes(origin, get));
    left = JSON.parse(body).messages.length;
  }
  connection.close();
};
