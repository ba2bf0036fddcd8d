import { afterEach, expect, jest, test } from '@jest/globals';
import {
  admit,
  consume,
  consumerProfile,
  consumerRuntime,
  CountedActivity,
  handle,
  type OutgoingMessage,
  seededRandom,
  settle,
  systemClock,
} from '@snoozeq/core';
import { defaultPolicy, dueStampV1, laneCalendar } from '@snoozeq/delay-policy';
import { type Modes, SkippingClock, startEmulator } from '@snoozeq/emulator';
import { WireClock } from '@snoozeq/wire-clock';
import { lastValueFrom, take } from 'rxjs';
import { createOciTransport } from './oci-transport.js';
import { createQueue } from './test-support/create-queue.js';
import { anIdentity } from './test-support/identity.js';

jest.setTimeout(60_000);

const HOUR_MS = 3_600_000;
const MESSAGES = 60;
const { provider } = anIdentity();
const random = seededRandom(1);
const calendar = laneCalendar({ retentionMs: 168 * HOUR_MS });
const convention = dueStampV1({ maxHideMs: 12 * HOUR_MS, maxDeliveries: 0 });
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** An emulator in these modes on a clock that skips, a queue in it, and a consumer's and a producer's connection over real sockets. */
const aStage = async (modes: Partial<Modes>) => {
  const clock = new SkippingClock({ isSkipping: true });
  const emulator = await startEmulator({ clock, random, auth: 'off', modes });
  const url = emulator.origin;
  const queueId = await createQueue(url, provider, { retentionInSeconds: 604_800 });
  const common = { queueId, credentials: provider, processClock: systemClock, random, endpoint: url };
  const activity = new CountedActivity('consumer');
  const [publisher, transport] = [createOciTransport(common), createOciTransport({ ...common, activity })];
  closing.push(
    () => emulator.close(),
    () => clock.close(),
    () => publisher.close(),
    () => transport.close(),
  );
  const follow = async (): Promise<WireClock> => {
    const follower = await WireClock.connect({ url, activity, processClock: systemClock });
    closing.push(() => follower.close());
    return follower;
  };
  return { clock, publisher, transport, follow };
};

const aMessage = (id: string, dueAtMs: number, nowMs: number): OutgoingMessage => ({
  content: '"x"',
  lane: calendar.laneFor(dueAtMs, nowMs),
  properties: convention.write({ id, key: id, dueAtMs, attempts: 0, relays: 0 }),
});

test.each<[string, Partial<Modes>]>([
  ['lists hidden channels at once', {}],
  [
    'leaves hidden channels out and is a second behind',
    { hiddenChannels: 'ignored', statistics: 'every-second' },
  ],
])('on a queue that %s, messages wait in due lanes and are handled in their second', async (_what, modes) => {
  const { clock, publisher, transport, follow } = await aStage(modes);
  const startMs = Math.ceil(clock.now());
  const messages = Array.from({ length: MESSAGES }, (_, index) =>
    aMessage(`m${index}`, startMs + (3 + index / 12) * HOUR_MS, startMs),
  );
  for (let first = 0; first < MESSAGES; first += 20) await publisher.send(messages.slice(first, first + 20));
  const queueClock = await follow();
  const failures: string[] = [];
  const runtime = consumerRuntime({
    transport,
    inspection: transport,
    calendar,
    policy: defaultPolicy({ calendar }),
    convention,
    profile: consumerProfile(),
    maxDeliveries: 0,
    queueClock,
    processClock: systemClock,
    random,
    activity: queueClock.activity,
    events: ({ kind }) => void (kind.endsWith('failed') && failures.push(kind)),
  });
  const starts: { readonly lateMs: number; readonly deliveryCount: number }[] = [];
  const handler = handle<string>(runtime, {
    handle: (_body, { dueAtMs = 0, delivery: { deliveryCount } }) =>
      void starts.push({ lateMs: clock.now() - dueAtMs, deliveryCount }),
  });
  const settled$ = consume(runtime, (delivery$) => delivery$.pipe(admit(runtime), handler, settle(runtime)));
  // Each is held once, and then handled.
  await lastValueFrom(settled$.pipe(take(2 * MESSAGES)));
  expect(starts.map(({ deliveryCount }) => deliveryCount)).toEqual(Array(MESSAGES).fill(2));
  expect(Math.min(...starts.map(({ lateMs }) => lateMs))).toBeGreaterThanOrEqual(0);
  expect(Math.max(...starts.map(({ lateMs }) => lateMs))).toBeLessThan(1_000);
  expect(failures).toEqual([]);
});
