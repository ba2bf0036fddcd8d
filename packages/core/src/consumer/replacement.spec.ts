import { describe, expect, test } from '@jest/globals';
import type { LaneCalendar } from '../contracts/lanes.js';
import type { Settlement } from '../contracts/settlement.js';
import type { StampReading } from '../contracts/stamp.js';
import { aDelivery, aMessage, aStamp, aWork, NOW_MS } from '../spec-support/deliveries.js';
import { plainStamps } from '../spec-support/plain-stamps.js';
import { replacementOf } from './replacement.js';

const stamped: StampReading = { kind: 'stamped', stamp: aStamp({ attempts: 1, relays: 2 }) };
const LATER_MS = NOW_MS + 5_000;
const RELAY: Settlement = { kind: 'relay', dueAtMs: LATER_MS, attempts: 3, reason: 'far' };
const DEAD: Settlement = { kind: 'dead-letter', reason: 'no such customer' };

const replace = (
  settlement: Settlement,
  reading: StampReading = stamped,
  message = aMessage('a', { content: '{"n":1}', lane: 'due-x', properties: { tenant: 't1' } }),
  calendar?: LaneCalendar,
) =>
  replacementOf(
    aWork(aDelivery('a', { message }), { reading, counters: { attempt: 4, holds: 0, attemptsLeft: 1 } }),
    settlement,
    {
      convention: plainStamps,
      deadLane: 'dead',
      queueTime: { now: () => NOW_MS },
      ...(calendar && { calendar }),
    },
  );

describe('a relay', () => {
  test('keeps identity, name, content, lane and properties; counts itself and the attempts spent', () =>
    expect(replace(RELAY)).toEqual({
      content: '{"n":1}',
      lane: 'due-x',
      properties: {
        tenant: 't1',
        id: 'stamp-1',
        key: 'order-1',
        due: `${LATER_MS}`,
        attempts: '3',
        relays: '3',
      },
    }));

  test('of a message without a stamp gives it one, under the id of the service', () =>
    expect(replace(RELAY, { kind: 'unstamped' })?.properties).toEqual({
      tenant: 't1',
      id: '9007199254740993-a',
      key: '9007199254740993-a',
      due: `${LATER_MS}`,
      attempts: '3',
      relays: '1',
    }));

  test('of a message without a lane names one, because a stamp needs it', () => {
    const { lane: _, ...message } = aMessage();
    expect(replace(RELAY, stamped, message)?.lane).toBe('ready');
  });
});

describe('a relay with a calendar', () => {
  const calendar: LaneCalendar = {
    laneFor: (dueAtMs, nowMs) => `due-in-${dueAtMs - nowMs}`,
    opensAtMs: (lane) => (lane.startsWith('due-') ? 0 : undefined),
    nextOpeningMs: (afterMs) => afterMs + 1,
  };
  test.each([
    ['ready', 'due-in-5000'],
    [undefined, 'due-in-5000'],
    ['due-x', 'due-in-5000'],
    ['payments', 'payments'],
  ])('of a message in lane %s has its successor wait in %s', (lane, successor) => {
    const { lane: _, ...message } = aMessage();
    const replaced = replace(RELAY, stamped, lane === undefined ? message : { ...message, lane }, calendar);
    expect(replaced?.lane).toBe(successor);
  });
});

describe('what came in an envelope', () => {
  const reading: StampReading = { ...stamped, content: '{"n":2}' };
  test.each([
    ['is relayed', RELAY],
    ['is dead-lettered', DEAD],
  ])('%s by what the envelope carried', (_what, settlement) =>
    expect(replace(settlement, reading)?.content).toBe('{"n":2}'),
  );
});

describe('a dead letter', () => {
  test('keeps content, properties and stamp; goes to the dead lane with reason and attempts', () =>
    expect(replace(DEAD)).toEqual({
      content: '{"n":1}',
      lane: 'dead',
      properties: {
        tenant: 't1',
        id: 'stamp-1',
        key: 'order-1',
        due: `${NOW_MS}`,
        attempts: '4',
        relays: '2',
        dead: 'no such customer',
      },
    }));

  test('with a stamp that cannot be read keeps what it says, for whoever looks into it', () =>
    expect(
      replace(
        DEAD,
        { kind: 'malformed', reason: 'due is not a number' },
        aMessage('a', { properties: { due: 'soon' } }),
      ),
    ).toMatchObject({
      content: '"a"',
      properties: { due: 'soon', id: '9007199254740993-a', dead: 'no such customer' },
    }));

  test('keeps a reason short', () => {
    const reason = replace({ kind: 'dead-letter', reason: 'x'.repeat(500) })?.properties?.['dead'];
    expect(reason).toHaveLength(200);
  });
});

describe('no replacement', () => {
  test.each<[Settlement]>([
    [{ kind: 'complete' }],
    [{ kind: 'release' }],
    [{ kind: 'drop', reason: 'stale' }],
    [{ kind: 'hold', untilMs: LATER_MS, reason: 'not due' }],
  ])('for %j', (settlement) => expect(replace(settlement)).toBeUndefined());
});
