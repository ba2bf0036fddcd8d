import 'reflect-metadata';
import { afterEach, expect, jest, test } from '@jest/globals';
import { aStage } from './spec-support/a-stage.js';

jest.setTimeout(30_000);

const [SECOND, HOUR] = [1_000, 3_600_000];
const DELAYS_MS = [1, 700, SECOND, 90 * SECOND, HOUR, 11 * HOUR, 13 * HOUR, 30 * HOUR, 60 * HOUR];

let stage: Awaited<ReturnType<typeof aStage>>;
afterEach(() => stage.close());

test.each(['oci', 'hybrid'] as const)('over %s nothing is early, and nothing is lost', async (transport) => {
  stage = await aStage(transport);
  const handled = await stage.consumer();
  const { app: producer, close } = await stage.producer();
  const results = await producer.sendAll(
    DELAYS_MS.map((delayMs) => ({ body: {}, key: String(delayMs), in: `${delayMs}ms` })),
  );
  expect(results.map(({ kind }) => kind)).toEqual(DELAYS_MS.map(() => 'sent'));
  const { nowMs: startMs } = await stage.clock.look();
  for (const delayMs of DELAYS_MS) {
    // To the last millisecond before it is due, and past it.
    await stage.clock.set(startMs + delayMs - 1);
    const before = handled.length;
    expect(handled.map(({ key }) => key)).not.toContain(String(delayMs));
    await stage.clock.advance(2);
    expect(handled.slice(before).map(({ key }) => key)).toEqual([String(delayMs)]);
  }
  expect(Math.min(...handled.map(({ lateMs }) => lateMs))).toBeGreaterThanOrEqual(0);
  expect(handled.map(({ holds }) => holds)).toEqual([0, 0, 0, 1, 1, 1, 2, 3, 5]);
  expect(await stage.stats()).toMatchObject({ visible: 0, inFlight: 0 });
  await close();
  await stage.stop();
  const brought = new Set(stage.calls().map(({ op }) => op));
  expect(brought.has('STOMP MESSAGE')).toBe(transport === 'hybrid');
  expect(brought.has('GetMessages')).toBe(transport === 'oci');
});

test('over hybrid what has no stamp may have lost it: it becomes a dead letter that says so', async () => {
  stage = await aStage('hybrid');
  const handled = await stage.consumer();
  await stage.rest.send([{ content: '{"a":1}', lane: 'ready' }]);
  await stage.clock.advance(SECOND);
  expect(handled).toEqual([]);
  const [dead] = await stage.rest.receive({ limit: 1, waitMs: 0, leaseMs: SECOND, lane: 'dead' });
  expect(JSON.parse(dead?.message.content ?? 'null')).toMatchObject({
    snoozeq: { dead: expect.stringMatching(/no due stamp.*acceptUnstamped/) },
    data: { a: 1 },
  });
});

test('unless it is accepted', async () => {
  stage = await aStage('hybrid');
  const handled = await stage.consumer({ acceptUnstamped: true });
  await stage.rest.send([{ content: '{"a":1}', lane: 'ready' }]);
  await stage.clock.advance(SECOND);
  expect(handled).toHaveLength(1);
  expect(await stage.stats()).toMatchObject({ visible: 0, inFlight: 0 });
});

test('over STOMP alone a consumer that delays is refused, with what to do', async () => {
  stage = await aStage('stomp');
  await expect(stage.consumer()).rejects.toMatchObject({
    code: 'misconfigured',
    message: expect.stringMatching(/maxHideMs is 0.*hide over REST/),
  });
});

test('over STOMP alone one without a policy handles at once, and confirms', async () => {
  stage = await aStage('stomp');
  const handled = await stage.consumer({ policy: false });
  const { app: producer, close } = await stage.producer();
  const results = await producer.sendAll([
    { body: {}, key: 'now' },
    { body: {}, key: 'later', in: '1h' },
  ]);
  expect(results.map(({ kind }) => kind)).toEqual(['sent', 'sent']);
  await stage.clock.advance(1);
  expect(handled.map(({ key }) => key)).toEqual(['now', 'later']);
  expect(await stage.stats()).toMatchObject({ visible: 0, inFlight: 0 });
  await close();
  await stage.stop();
  expect(new Set(stage.calls().map(({ op }) => op))).toEqual(
    new Set(['STOMP SEND', 'STOMP MESSAGE', 'STOMP ACK']),
  );
});
