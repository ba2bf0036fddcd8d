import { describe, expect, test } from '@jest/globals';
import { aConsumer } from '../spec-support/a-consumer.js';
import type { LaneCalendar } from '../contracts/lanes.js';
import type { QueueInspection } from '../contracts/inspection.js';
import { CAPABILITIES, ScriptedTransport } from '../spec-support/scripted-transport.js';

/** As STOMP alone is. */
const hidesNothing = () => new ScriptedTransport({ ...CAPABILITIES, maxHideMs: 0 });

describe('consumerRuntime', () => {
  test('refuses a transport that cannot hide', () =>
    expect(() => aConsumer({}, { transport: hidesNothing() })).toThrow(
      expect.objectContaining({ code: 'misconfigured', message: expect.stringContaining('maxHideMs is 0') }),
    ));

  test('takes it for a policy that never hides', () => {
    const policy = Object.assign(() => ({ kind: 'deliver' }) as const, { hides: false as const });
    expect(() => aConsumer({}, { transport: hidesNothing(), policy })).not.toThrow();
  });

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

  describe('with a calendar', () => {
    const calendar: LaneCalendar = {
      laneFor: () => 'ready',
      opensAtMs: (lane) => (lane.startsWith('due-') ? 0 : undefined),
      nextOpeningMs: (afterMs) => afterMs + 1,
    };
    const inspection: QueueInspection = {
      lanes: async () => [],
      stats: async () => ({ visible: 0, inFlight: 0, sizeBytes: 0 }),
    };
    const apart = { deadLetterTransport: new ScriptedTransport() };
    test.each([
      ['to read any lane', { lanes: 'any' }, { calendar, inspection, ...apart }, "lanes is 'any'"],
      ['no way to find its lanes', {}, { calendar }, 'no inspection'],
      ['dead letters in a due lane', { deadLane: 'due-x' }, { calendar, inspection }, "deadLane 'due-x'"],
    ] as const)('refuses %s', (_what, profile, parts, text) =>
      expect(() => aConsumer(profile, parts)).toThrow(
        expect.objectContaining({ code: 'misconfigured', message: expect.stringContaining(text) }),
      ),
    );

    test('has places for a batch of each lane poll', () =>
      expect(
        aConsumer({ concurrency: 5, lanePollers: 4 }, { calendar, inspection }).runtime.inHand.freePlaces,
      ).toBe(5 + 20 + 4 * 20));
  });
});
