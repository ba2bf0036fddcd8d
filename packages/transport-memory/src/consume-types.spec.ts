import { describe, expect, jest, test } from '@jest/globals';
import { sleep } from '@snoozeq/core';
import { CallMeter } from './spec-support/call-meter.js';
import { consumeStage } from './spec-support/consume-stage.js';

jest.setTimeout(60_000);

const inAnySecond = (startsMs: readonly number[]): number =>
  Math.max(...startsMs.map((fromMs) => startsMs.filter((ms) => ms >= fromMs && ms < fromMs + 1_000).length));

describe('a flood of one type beside others', () => {
  const flood = async () => {
    const stage = consumeStage();
    const meter = new CallMeter();
    const profile = { concurrency: 10, types: { mail: { rate: { starts: 10, perMs: 1_000 } } } };
    const consumers = [0, 1].map(() =>
      stage.consumer({ profile, over: (transport) => meter.over(transport) }),
    );
    const startMs = stage.clock.now();
    const mails = Array.from({ length: 2_000 }, (_, n) => ({ body: `mail${n}`, type: 'mail', in: 1_000 }));
    const others = Array.from({ length: 500 }, (_, n) => ({ body: `sms${n}`, in: 1_500 + 100 * n }));
    await stage.producer.sendAll([...mails, ...others]);
    await stage.clock.advanceBy(400_000);
    return { ...stage, consumers, meter, startMs };
  };

  test('the others are on time, the rate is kept, nothing is lost, and what was given back has spent no attempt', async () => {
    const { starts, consumers, startMs, queue, meter } = await flood();
    const mails = starts.filter(({ name }) => name.startsWith('mail'));
    const others = starts.filter(({ name }) => name.startsWith('sms'));
    expect(new Set(starts.map(({ name }) => name)).size).toBe(2_500);
    expect(starts).toHaveLength(2_500);
    const lateMs = others.map(({ name, atMs }) => atMs - startMs - 1_500 - 100 * Number(name.slice(3)));
    expect(Math.min(...lateMs)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...lateMs)).toBeLessThan(100);
    // Two consumers, each with its own limit.
    expect(inAnySecond(mails.map(({ atMs }) => atMs))).toBeLessThanOrEqual(20);
    // 2 000 at 20 a second take 100 s at best.
    expect(Math.max(...mails.map(({ atMs }) => atMs)) - startMs).toBeLessThan(110_000);
    expect(starts.every(({ context }) => context.attempt === 1)).toBe(true);
    expect(queue.stats()).toMatchObject({ visible: 0, inFlight: 0 });
    expect(consumers.flatMap(({ errors }) => errors)).toEqual([]);
    expect(consumers.map(({ runtime }) => runtime.inHand.size)).toEqual([0, 0]);
    // Three for each message in full batches, and five more for each that is given back: once on the whole.
    expect(meter.forMessages / 2_500).toBeLessThan(0.7);
  });
});

test('a slow type with a concurrency of one holds up nobody, and spends no attempt on waiting', async () => {
  const stage = consumeStage();
  const work = ({ name }: { name: string }) =>
    name.startsWith('report') ? sleep(stage.clock, 20_000) : undefined;
  stage.consumer({ work, profile: { concurrency: 4, types: { report: { concurrency: 1 } } } });
  const reports = Array.from({ length: 60 }, (_, n) => ({ body: `report${n}`, type: 'report' }));
  const others = Array.from({ length: 200 }, (_, n) => ({ body: `sms${n}`, in: 2_000 + 1_000 * n }));
  const startMs = stage.clock.now();
  await stage.producer.sendAll([...reports, ...others]);
  await stage.clock.advanceBy(2_400_000);
  const lateMs = stage.starts
    .filter(({ name }) => name.startsWith('sms'))
    .map(({ name, atMs }) => atMs - startMs - 2_000 - 1_000 * Number(name.slice(3)));
  expect(lateMs).toHaveLength(200);
  expect(Math.max(...lateMs)).toBeLessThan(100);
  const done = stage.starts.filter(({ name }) => name.startsWith('report'));
  expect(done).toHaveLength(60);
  expect(done.every(({ context }) => context.attempt === 1)).toBe(true);
  const gapsMs = done.slice(1).map(({ atMs }, index) => atMs - (done[index]?.atMs ?? Number.NaN));
  expect(Math.min(...gapsMs)).toBeGreaterThanOrEqual(20_000);
  // One after the other, with hardly a pause: 60 times 20 s are 20 minutes.
  expect((done.at(-1)?.atMs ?? Number.NaN) - startMs).toBeLessThan(1_190_000);
});
