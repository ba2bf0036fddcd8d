import { describe, expect, test } from '@jest/globals';
import type { QueueTransport } from '@snoozeq/core';
import type { ControllerEvent } from './controller-event.js';
import { controllerStage, HOUR_MS, listOf, MINUTE_MS } from './spec-support/controller-stage.js';
import { passing } from './spec-support/passing.js';

describe('a stop', () => {
  test('while publishing: the chunk in flight is finished, the rest is told', async () => {
    const stop = new AbortController();
    const over = (transport: QueueTransport): QueueTransport => ({
      ...passing(transport),
      send: (...call) => {
        stop.abort();
        return transport.send(...call);
      },
    });
    const stage = controllerStage({ over });
    expect(await stage.delay(listOf(1_000, HOUR_MS), { stop: stop.signal })).toMatchObject({
      ...{ ending: 'stopped', published: 400, unsent: 600, unfound: 400, hidden: 0, calls: { get: 0 } },
    });
  });

  test('while looking: what is in hand gets its visibility, the rest is told', async () => {
    const stop = new AbortController();
    const stage = controllerStage();
    const onEvent = (event: ControllerEvent): void => {
      stage.events.push(event);
      if (event.kind === 'hidden') stop.abort();
    };
    const report = await stage.delay(listOf(100, HOUR_MS), { stop: stop.signal, onEvent });
    expect(report).toMatchObject({ ending: 'stopped', published: 100, preempted: 0 });
    expect(report.hidden).toBeGreaterThanOrEqual(20);
    expect(report.hidden + report.unfound).toBe(100);
    // Nothing is left in between: hidden until due, or visible.
    await stage.clock.advanceBy(MINUTE_MS);
    expect(stage.queue.stats()).toMatchObject({ visible: report.unfound, inFlight: report.hidden });
  });

  test('ends a poll that waits', async () => {
    const stop = new AbortController();
    const stage = controllerStage();
    const consumer = stage.consumers(1);
    const run = stage.begin(listOf(1, HOUR_MS), { stop: stop.signal });
    await stage.clock.advanceBy(10);
    stop.abort();
    await stage.clock.advanceBy(0);
    expect(await run).toMatchObject({ ending: 'stopped', unfound: 1 });
    consumer.kill();
  });
});
