import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '@snoozeq/core';
import { Member } from '../spec-support/clock-members.js';
import { startEmulator, type Emulator } from '../start-emulator.js';
import { SkippingClock } from './emulator-clock.js';

const HOUR_MS = 3_600_000;
const API = '/20210201/queues';

let clock: SkippingClock;
let emulator: Emulator;
let member: Member;
let queueId: string;

beforeEach(async () => {
  clock = new SkippingClock({ isSkipping: true });
  emulator = await startEmulator({ clock, random: () => 0.5, auth: 'off' });
  queueId = emulator.queues.createActive({ displayName: 'q', compartmentId: 'c' }).id;
  member = new Member(clock, 'a');
});
afterEach(async () => {
  clock.close();
  await emulator.close();
});

const passReal = (durationMs: number): Promise<void> =>
  new Promise((resolve) => systemClock.schedule(systemClock.now() + durationMs, resolve));
const call = async (path: string, init: RequestInit = {}): Promise<string> =>
  (await fetch(`${emulator.origin}${path}`, init)).text();
const json = (method: string, body: object): RequestInit => ({
  method,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});

/** A message that lapses in an hour, a poll that waits for it, and a jump to that lapse that is not acknowledged yet. */
const departure = async (): Promise<{ poll: Promise<string>; isAnswered: () => boolean }> => {
  await call(`${API}/${queueId}/messages`, json('POST', { messages: [{ content: 'x' }] }));
  await call(`${API}/${queueId}/messages?timeoutInSeconds=0&visibilityInSeconds=3600`);
  let answered = false;
  const poll = call(`${API}/${queueId}/messages?timeoutInSeconds=30`, {
    headers: { 'opc-request-id': 'a.1' },
  });
  void poll.then(() => (answered = true));
  member.say({ waiting: ['a.1'] });
  for (let left = 200; left > 0 && !clock.moving; left -= 1) await passReal(5);
  expect(clock.moving).toBeDefined();
  return { poll, isAnswered: () => answered };
};

test.each<[string, (id: string) => [string, RequestInit?]]>([
  ['a look at the queue', (id) => [`/_emulator/queues/${id}`]],
  ['a change of its settings', (id) => [`${API}/${id}`, json('PUT', { displayName: 'other' })]],
  ['its deletion', (id) => [`${API}/${id}`, { method: 'DELETE' }]],
  ['its statistics', (id) => [`${API}/${id}/stats`]],
  ['another poll', (id) => [`${API}/${id}/messages?timeoutInSeconds=0`]],
])('during a jump %s answers no poll, and goes on after it', async (_name, request) => {
  const { poll, isAnswered } = await departure();
  let done = false;
  const other = call(...request(queueId)).then(() => (done = true));
  await passReal(50);
  expect({ done, isAnswered: isAnswered() }).toEqual({ done: false, isAnswered: false });
  member.say({ idle: false, waiting: ['a.1'] });
  await other;
  expect(JSON.parse(await poll)).toMatchObject({ messages: [{ content: 'x', deliveryCount: 2 }] });
  expect(member.heard[0]?.jumpMs).toBeGreaterThan(HOUR_MS - 10_000);
});

test('a poll that is given up during a jump is not taken for open after it', async () => {
  const { poll } = await departure();
  const abort = new AbortController();
  const given = call(`${API}/${queueId}/messages?channelFilter=other`, {
    headers: { 'opc-request-id': 'a.2' },
    signal: abort.signal,
  });
  await passReal(30);
  abort.abort();
  await expect(given).rejects.toThrow();
  await passReal(30);
  member.say({ idle: false, waiting: ['a.1'] });
  await poll;
  await passReal(30);
  member.say();
  await passReal(60);
  expect(member.heard).toHaveLength(2);
});
