import { describe, expect, test } from '@jest/globals';
import type { QueueTransport } from '@snoozeq/core';
import { passing } from './spec-support/passing.js';
import { controllerStage, HOUR_MS, listOf, type ControllerStage } from './spec-support/controller-stage.js';

/** What consumers see now, without taking it from them. */
const visible = ({ queue }: ControllerStage): number => queue.stats().visible;

describe('a list nobody else wants', () => {
  test('of 1 000 costs 3 calls for 20 messages: a put, a get and an update', async () => {
    const stage = controllerStage();
    const report = await stage.delay(listOf(1_000, (index) => HOUR_MS + index * 1_000));
    expect(report).toEqual({
      ...{ ending: 'complete', messages: 1_000, published: 1_000, hidden: 1_000 },
      ...{ refused: 0, failed: 0, unsent: 0, dueWhenFound: 0, preempted: 0, unhidden: 0, unfound: 0 },
      ...{ takenBefore: 0, foreign: { released: 0, rested: 0 }, calls: { put: 50, get: 50, update: 50 } },
    });
    expect(stage.queue.stats()).toMatchObject({ visible: 0, inFlight: 1_000 });
  });

  test.each([
    ['due in a second and a half', 1_500],
    ['due in an hour', HOUR_MS],
    ['due in exactly 12 hours', 12 * HOUR_MS],
  ])('%s comes back within the last second before its due time, never later', async (_name, delayMs) => {
    const stage = controllerStage();
    const startMs = stage.clock.now();
    const run = stage.begin(listOf(1, delayMs));
    await stage.clock.advanceTo(startMs + Math.floor(delayMs / 1_000) * 1_000 - 1);
    await run;
    expect(visible(stage)).toBe(0);
    await stage.clock.advanceTo(startMs + delayMs);
    expect(visible(stage)).toBe(1);
  });

  test.each([
    ['without a delay', {}],
    ['overdue', { dueAt: '2026-01-04T00:00:00Z' }],
    ['due within a second, which no hide can express', { in: 900 }],
  ])('%s is visible at once', async (_name, due) => {
    const stage = controllerStage();
    const run = stage.begin([{ body: 1, key: 'now', ...due }]);
    await stage.clock.advanceBy(0);
    expect(await run).toMatchObject({ published: 1, dueWhenFound: 1, hidden: 0 });
    expect(visible(stage)).toBe(1);
  });

  test('that is empty makes no call', async () => {
    expect(await controllerStage().delay([])).toMatchObject({
      ...{ ending: 'complete', messages: 0, calls: { put: 0, get: 0, update: 0 } },
    });
  });

  test('is told step by step', async () => {
    const stage = controllerStage();
    await stage.delay(listOf(2, HOUR_MS));
    expect(stage.events.map(({ kind }) => kind)).toEqual(['published', 'published', 'hidden', 'hidden']);
    expect(stage.events[0]).toMatchObject({ index: 0, key: 'k0', dueAtMs: expect.any(Number) });
  });

  test('keeps the process busy from start to end, and not longer', async () => {
    const stage = controllerStage();
    const run = stage.begin(listOf(1, HOUR_MS));
    expect(stage.activity.state.busy).toBe(1);
    await stage.until(run);
    expect(stage.activity.state.busy).toBe(0);
  });
});

describe('what does not fit', () => {
  const mixed = [...listOf(2, HOUR_MS), { body: 1, key: 'far', in: 12 * HOUR_MS + 1 }];

  test('beyond 12 hours is refused with the words of the planner, and nothing is published', async () => {
    const stage = controllerStage();
    expect(await stage.delay(mixed)).toMatchObject({
      ...{ ending: 'refused', published: 0, refused: 1, unsent: 2, calls: { put: 0, get: 0, update: 0 } },
    });
    expect(stage.events).toEqual([
      expect.objectContaining({
        ...{ kind: 'refused', index: 2, key: 'far' },
        refusal: expect.objectContaining({
          rule: 'longest-hide',
          message: expect.stringMatching(/the controller hides a message once, for at most 12h.*strategy/),
        }),
      }),
    ]);
    expect(stage.queue.stats()).toMatchObject({ visible: 0, inFlight: 0 });
  });

  test('is left out on request', async () => {
    expect(await controllerStage().delay(mixed, { skipRefused: true })).toMatchObject({
      ...{ ending: 'complete', published: 2, refused: 1, hidden: 2, unsent: 0 },
    });
  });

  test.each([
    ['a due time that cannot be read', { body: 1, dueAt: 'tomorrow' }],
    ['a body that cannot be written', { body: 1n }],
  ])('%s stops the list, too', async (_name, item) => {
    const stage = controllerStage();
    expect(await stage.delay([item, ...listOf(1, HOUR_MS)])).toMatchObject({ ending: 'refused', failed: 1 });
    expect(stage.events).toEqual([expect.objectContaining({ kind: 'publish-failed', index: 0 })]);
  });

  test.each([{ visibilityMs: 500 }, { visibilityMs: 61_000 }, { waitMs: 31_000 }, { findWithinMs: NaN }])(
    'a setting out of range is named: %j',
    async (setting) => {
      const [name = ''] = Object.keys(setting);
      await expect(controllerStage().begin([], setting)).rejects.toThrow(
        expect.objectContaining({ code: 'misconfigured', message: expect.stringContaining(name) }),
      );
    },
  );
});

describe('recognising', () => {
  test('looks at the stamp: service ids that are one JavaScript number are two messages', async () => {
    // As the SDK would show them: rounded to the same double.
    const colliding = (transport: QueueTransport): QueueTransport => ({
      ...passing(transport),
      send: async (messages) =>
        (await transport.send(messages)).map((status) => ({ ...status, id: '90071992627959060' })),
      receive: async (...call) =>
        (await transport.receive(...call)).map((delivery) => ({
          ...delivery,
          message: { ...delivery.message, id: '90071992627959060' },
        })),
    });
    const stage = controllerStage({ over: colliding });
    await stage.foreign(1);
    const report = await stage.delay(listOf(2, HOUR_MS));
    expect(report).toMatchObject({ hidden: 2, foreign: { released: 1 } });
    expect(visible(stage)).toBe(1);
  });

  test('a message with the key of ours and another id is foreign', async () => {
    const stage = controllerStage();
    const stamp = { id: 'theirs', key: 'k0', attempts: 0, relays: 0, dueAtMs: stage.clock.now() + HOUR_MS };
    await stage.foreign(1, { properties: stage.convention.write(stamp) });
    expect(await stage.delay(listOf(1, HOUR_MS))).toMatchObject({ hidden: 1, foreign: { released: 1 } });
    expect(visible(stage)).toBe(1);
  });
});
