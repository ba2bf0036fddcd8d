import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { StompStage } from '../spec-support/stomp-stage.js';

const stage = new StompStage();
let directory: string;
let file: string;
beforeEach(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  directory = mkdtempSync(join(tmpdir(), 'snoozeq-stomp-log-'));
  file = join(directory, 'calls.ndjson');
  await stage.start({ callLogFile: file });
});
afterEach(async () => {
  await stage.stop();
  rmSync(directory, { recursive: true });
});

/** The calls over STOMP, in their order. */
const calls = async () => {
  await stage.t.emulator.log.flush();
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly op?: string })
    .filter(({ op }) => op?.startsWith('STOMP'));
};

test('the log has what was sent, pushed and settled, by whom, and no body', async () => {
  await stage.connect();
  stage.send('SEND', { destination: stage.queueId, receipt: '1' }, 'secret-body');
  await stage.next();
  // A follower of the clock names its subscriptions after itself.
  stage.subscribe({ id: 'orders-1f3a.7' });
  const { headers } = await stage.next();
  stage.send('ACK', { id: headers['ack'], receipt: '2' });
  await stage.next();
  const shared = { queueId: stage.queueId, messages: 1, status: 200, atMs: stage.t.clock.now() };
  expect(await calls()).toEqual([
    { op: 'STOMP SEND', requestId: 'stomp-1', ...shared },
    { op: 'STOMP MESSAGE', requestId: 'orders-1f3a.7', maxDeliveryCount: 1, ...shared },
    { op: 'STOMP ACK', requestId: 'stomp-1', ...shared },
  ]);
  expect(readFileSync(file, 'utf8')).not.toContain('secret-body');
});

test('a subscription of anybody else is told by its connection', async () => {
  await stage.connect();
  await stage.put('a');
  stage.subscribe({ id: 's' });
  await stage.next();
  expect(await calls()).toMatchObject([{ op: 'STOMP MESSAGE', requestId: 'stomp-1-s' }]);
});
