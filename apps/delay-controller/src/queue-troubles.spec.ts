import { describe, expect, test } from '@jest/globals';
import { QueueError, type QueueTransport } from '@snoozeq/core';
import type { ControllerEvent } from './controller-event.js';
import { controllerStage, HOUR_MS, listOf } from './spec-support/controller-stage.js';
import { passing } from './spec-support/passing.js';

const keysOf = (events: readonly ControllerEvent[], kind: ControllerEvent['kind']): string[] =>
  events.flatMap((event) => (event.kind === kind && 'key' in event ? [event.key] : []));
describe('the queue misbehaves', () => {
  test('throttled polls and updates are tried again after what the service asked for', async () => {
    const throttled = new QueueError('throttled', 'slow down', { retryAfterMs: 2_000 });
    const failing = failsFirst({ receive: [throttled, throttled], hide: [throttled], send: [throttled] });
    const stage = controllerStage({ over: failing });
    const startMs = stage.clock.now();
    const report = await stage.delay(listOf(20, HOUR_MS));
    expect(report).toMatchObject({ hidden: 20, calls: { put: 2, get: 3, update: 2 } });
    expect(keysOf(stage.events, 'hide-failed')).toEqual([]);
    expect(stage.events.filter(({ kind }) => kind === 'poll-failed')).toHaveLength(2);
    expect(stage.clock.now() - startMs).toBeGreaterThanOrEqual(8_000);
  });

  test('one entry of an update fails, again and again: its message is found again and hidden', async () => {
    let failures = 4;
    const over = (transport: QueueTransport): QueueTransport => ({
      ...passing(transport),
      hide: async (hidings) => {
        const [first, ...others] = hidings;
        if (!first || failures === 0) return transport.hide(hidings);
        failures -= 1;
        const error = new QueueError('unavailable', 'this one failed');
        return [{ kind: 'failed', error }, ...(await transport.hide(others))];
      },
    });
    const stage = controllerStage({ over });
    expect(await stage.delay(listOf(20, HOUR_MS))).toMatchObject({ hidden: 20, takenBefore: 0 });
    expect(keysOf(stage.events, 'hide-failed')).toEqual(['k0']);
    expect(keysOf(stage.events, 'hidden').toSorted()).toEqual(
      listOf(20, 0)
        .map(({ key }) => key)
        .toSorted(),
    );
  });

  test('a message that comes twice, because an update was slow, is hidden by whichever update is in time', async () => {
    let isSlow = true;
    const over = (transport: QueueTransport): QueueTransport => ({
      ...passing(transport),
      hide: async (...call) => {
        if (isSlow) {
          isSlow = false;
          await new Promise<void>((resolve) => stage.clock.schedule(stage.clock.now() + 8_000, resolve));
        }
        return transport.hide(...call);
      },
    });
    const stage = controllerStage({ over });
    // The other message of the list is in other hands, so the search goes on meanwhile.
    const onEvent = (event: ControllerEvent): void => {
      stage.events.push(event);
      if (event.kind === 'published' && event.key === 'k1')
        void stage.queue.connect().receive({ limit: 1, waitMs: 0, leaseMs: 3_600_000, lane: 'ready' });
    };
    const report = await stage.delay(listOf(2, HOUR_MS), { onEvent });
    expect(report).toMatchObject({ hidden: 1, preempted: 1 });
    expect(keysOf(stage.events, 'hidden')).not.toEqual(keysOf(stage.events, 'preempted'));
    expect(stage.queue.stats()).toMatchObject({ visible: 0, inFlight: 2 });
  });

  test('a hide that is refused for good is reported, and the others go on', async () => {
    const malformed = new QueueError('malformed', 'no');
    const over = (transport: QueueTransport): QueueTransport => ({
      ...passing(transport),
      hide: async (hidings) => hidings.map(() => ({ kind: 'failed', error: malformed })),
    });
    const stage = controllerStage({ over });
    expect(await stage.delay(listOf(3, HOUR_MS))).toMatchObject({
      ending: 'complete',
      unhidden: 3,
      hidden: 0,
    });
  });

  test('a put whose reply is lost each time is reported, and hidden when it turns up', async () => {
    const over = (transport: QueueTransport): QueueTransport => ({
      ...passing(transport),
      send: async (messages) => {
        const statuses = await transport.send(messages);
        if (messages.some(({ content }) => content === '{"index":0}'))
          throw new QueueError('timeout', 'no reply');
        return statuses;
      },
    });
    const stage = controllerStage({ over });
    // 21 are two puts: the second one is answered, so there is something to look for.
    const report = await stage.delay(listOf(21, HOUR_MS));
    expect(report).toMatchObject({ published: 21, failed: 0, hidden: 21 });
    expect(keysOf(stage.events, 'publish-failed')).toHaveLength(20);
    expect(keysOf(stage.events, 'confirmed')).toHaveLength(20);
    // Four tries stored four copies of each, and every copy that was seen is hidden.
    expect(report.calls.put).toBe(5);
  });

  test('a service that stores nothing ends the run with the reason', async () => {
    const denied = new QueueError('unauthorised', 'no permission');
    const over = (transport: QueueTransport): QueueTransport => ({
      ...passing(transport),
      send: () => Promise.reject(denied),
    });
    const stage = controllerStage({ over });
    expect(await stage.delay(listOf(500, HOUR_MS))).toMatchObject({
      ...{ published: 0, failed: 400, unsent: 100, calls: { get: 0, update: 0 } },
    });
  });

  test('polls that are refused for good end it, and what was found keeps its visibility', async () => {
    let polls = 0;
    const over = (transport: QueueTransport): QueueTransport => ({
      ...passing(transport),
      receive: (...call) =>
        (polls += 1) > 1 ? Promise.reject(new QueueError('not-found', 'gone')) : transport.receive(...call),
    });
    const stage = controllerStage({ over });
    expect(await stage.delay(listOf(30, HOUR_MS))).toMatchObject({
      ...{ ending: 'failed', published: 30, hidden: 20, unfound: 10, preempted: 0 },
    });
    expect(stage.events).toContainEqual({ kind: 'shut-out', error: expect.any(QueueError) });
  });
});

/** Rejects the first calls of each verb with what is listed for it. */
const failsFirst =
  (errors: Record<'send' | 'receive' | 'hide', QueueError[]>) =>
  (transport: QueueTransport): QueueTransport => {
    const failNext = (verb: keyof typeof errors): void => {
      const error = errors[verb].shift();
      if (error) throw error;
    };
    return {
      ...passing(transport),
      send: async (...call) => {
        failNext('send');
        return transport.send(...call);
      },
      receive: async (...call) => {
        failNext('receive');
        return transport.receive(...call);
      },
      hide: async (...call) => {
        failNext('hide');
        return transport.hide(...call);
      },
    };
  };
