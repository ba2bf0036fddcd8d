import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { connectStomp, frameText } from '../spec-support/stomp-probe.js';
import { TestClock } from '../spec-support/test-clock.js';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let dataDir: string;
let t: TestEmulator;
const start = async (): Promise<void> => {
  t = await startTestEmulator({ auth: 'off', stomp: { port: 0 }, dataDir, clock: new TestClock() });
};
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'snoozeq-stomp-'));
  await start();
});
afterEach(async () => {
  await t.close();
  rmSync(dataDir, { recursive: true });
});

test('what was confirmed and what was pushed survive a restart (F7.send)', async () => {
  const queueId = await t.createQueue();
  const probe = await connectStomp(t);
  for (const body of ['a', 'b']) {
    probe.send(frameText('SEND', { destination: `${queueId}/ready`, receipt: body }, body));
    expect((await probe.next()).headers['receipt-id']).toBe(body);
  }
  probe.send(frameText('SUBSCRIBE', { destination: queueId, id: 's', ack: 'client-individual' }));
  const [first, second] = [await probe.next(), await probe.next()];
  await t.close();
  await start();
  const later = await connectStomp(t);
  later.send(frameText('ACK', { id: first.headers['ack'], receipt: '1' }));
  expect(await later.next()).toMatchObject({ command: 'RECEIPT' });
  later.send(frameText('NACK', { id: second.headers['ack'] }));
  later.send(frameText('SUBSCRIBE', { destination: queueId, id: 's', ack: 'client-individual' }));
  expect(await later.next()).toMatchObject({ body: second.body, headers: { 'delivery-count': '2' } });
});
