import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { CountedActivity, systemClock } from '@snoozeq/core';
import { WireClock } from '@snoozeq/wire-clock';
import { SimpleAuthenticationDetailsProvider } from 'oci-common';
import { QueueAdminClient } from 'oci-queue';
import type { EmulatorOptions } from './emulator-options.js';
import { startEmulator, type Emulator } from './start-emulator.js';

let credentialsDir: string;
let emulator: Emulator | undefined;
const start = async (options: EmulatorOptions = {}): Promise<Emulator> =>
  (emulator = await startEmulator({ credentialsDir, ...options }));

beforeEach(async () => {
  credentialsDir = await mkdtemp(join(tmpdir(), 'snoozeq-options-'));
});
afterEach(async () => {
  await emulator?.close();
  await rm(credentialsDir, { recursive: true });
});

test('without a clock it has one of its own, at system time, which others can follow', async () => {
  const { origin, clock } = await start();
  expect(Math.abs(clock.now() - systemClock.now())).toBeLessThan(60_000);
  const activity = new CountedActivity('follower');
  const follower = await WireClock.connect({ url: origin, activity, processClock: systemClock });
  await follower.close();
});

test('signatures are checked unless that is turned off', async () => {
  const path = '/20210201/queues?compartmentId=c';
  expect((await fetch(`${(await start()).origin}${path}`)).status).toBe(401);
  await emulator?.close();
  expect((await fetch(`${(await start({ auth: 'off' })).origin}${path}`)).status).toBe(200);
});

test('a key of yours may sign', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const fingerprint = createHash('md5')
    .update('any')
    .digest('hex')
    .replace(/..(?!$)/g, '$&:');
  const pem = String(publicKey.export({ type: 'spki', format: 'pem' }));
  const { origin } = await start({ publicKeys: { [`ten/user/${fingerprint}`]: pem } });
  const key = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const provider = new SimpleAuthenticationDetailsProvider('ten', 'user', fingerprint, key, null);
  const admin = new QueueAdminClient({ authenticationDetailsProvider: provider });
  admin.endpoint = origin;
  const { queueCollection } = await admin.listQueues({ compartmentId: 'c' });
  admin.close();
  expect(queueCollection.items).toEqual([]);
});

test.each([
  [{}, 403],
  [{ origins: ['http://localhost:3000'] }, 404],
])('with %j allowed, a page that is being developed gets %i', async (allow, status) => {
  const { origin } = await start({ allow });
  const response = await fetch(`${origin}/_emulator/queues/none`, {
    headers: { origin: 'http://localhost:3000' },
  });
  expect(response.status).toBe(status);
});
