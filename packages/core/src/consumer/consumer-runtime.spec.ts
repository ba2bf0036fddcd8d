import { describe, expect, test } from '@jest/globals';
import { aConsumer } from '../spec-support/a-consumer.js';
import { CAPABILITIES, ScriptedTransport } from '../spec-support/scripted-transport.js';

describe('consumerRuntime', () => {
  test('refuses a transport that cannot hide', () =>
    expect(() =>
      aConsumer({}, { transport: new ScriptedTransport({ ...CAPABILITIES, maxHideMs: 0 }) }),
    ).toThrow(
      expect.objectContaining({ code: 'misconfigured', message: expect.stringContaining('maxHideMs is 0') }),
    ));

  test('refuses to read every lane of the queue that its dead letters go to', () =>
    expect(() => aConsumer({ lanes: 'any' })).toThrow(
      expect.objectContaining({ code: 'misconfigured', message: expect.stringContaining("lane 'dead'") }),
    ));

  test('reads every lane when dead letters go elsewhere', () =>
    expect(() =>
      aConsumer({ lanes: 'any' }, { deadLetterTransport: new ScriptedTransport() }),
    ).not.toThrow());

  test('tells policies what transport and queue allow', () => {
    const { runtime } = aConsumer({ leaseMs: 45_000 }, { maxDeliveries: 7 });
    expect(runtime.limits).toEqual({
      maxHideMs: 43_200_000,
      hideStepMs: 1_000,
      leaseMs: 45_000,
      maxDeliveries: 7,
    });
  });

  test.each([
    { profile: { concurrency: 10 }, places: 30 },
    { profile: { concurrency: 3, pollers: 2 }, places: 43 },
    { profile: { concurrency: 1, pollers: 2, lanes: ['ready', 'far'] }, places: 81 },
  ])('$profile has $places places: handler slots and a batch for each poll', ({ profile, places }) =>
    expect(aConsumer(profile).runtime.inHand.freePlaces).toBe(places),
  );
});
