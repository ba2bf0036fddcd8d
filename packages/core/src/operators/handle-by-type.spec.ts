import { describe, expect, test } from '@jest/globals';
import { lastValueFrom, of, toArray } from 'rxjs';
import type { StampReading } from '../contracts/stamp.js';
import { aConsumer } from '../spec-support/a-consumer.js';
import { aDelivery, aStamp, aVerdict, aWork, LEASE_MS } from '../spec-support/deliveries.js';
import { handleByType, route } from './handle-by-type.js';

const aReading = (type?: string): StampReading => ({
  kind: 'stamped',
  stamp: aStamp(type === undefined ? {} : { type }),
});

/** Who handles a message of this type, and how that ends. */
const handled = async (type: string | undefined, hasOther: boolean, reading = aReading(type)) => {
  const { runtime, events } = aConsumer();
  runtime.queueTime.observe(aDelivery(), LEASE_MS);
  const seen: unknown[] = [];
  const noting = (name: string) => route<string>({ handle: (body) => void seen.push([name, body]) });
  const routes = new Map([
    ['a', noting('a')],
    [
      'b',
      route({ handle: (body: number) => void seen.push(['b', body]) }, { encode: String, decode: () => 7 }),
    ],
  ]);
  const handling = handleByType(runtime, routes, ...(hasOther ? [noting('other')] : []));
  const work = aWork(aDelivery(), { reading });
  runtime.inHand.receive(work.delivery);
  const verdicts = await lastValueFrom(of({ kind: 'ready' as const, work }).pipe(handling, toArray()));
  return {
    seen,
    settlements: verdicts.map(({ settlement }) => settlement),
    kinds: events.map(({ kind }) => kind),
  };
};

describe('a message', () => {
  test.each([
    ['a', 'a', 'a'],
    ['b', 'b', 7],
    ['c', 'other', 'a'],
    [undefined, 'other', 'a'],
  ])('of type %s is handled by %s, with its codec', async (type, name, body) => {
    expect((await handled(type, true)).seen).toEqual([[name, body]]);
  });

  test.each([
    ['c', 'no handler for type c; there are handlers for a, b'],
    ['__proto__', 'no handler for type __proto__; there are handlers for a, b'],
    [undefined, 'it names no type; there are handlers for a, b'],
  ])('of type %s, without a handler for the rest, is dead-lettered with the reason', async (type, reason) => {
    const { seen, settlements, kinds } = await handled(type, false);
    expect(seen).toEqual([]);
    expect(settlements).toEqual([{ kind: 'dead-letter', reason }]);
    expect(kinds).toEqual(['started', 'finished']);
  });

  test('without a stamp names no type', async () => {
    expect((await handled(undefined, true, { kind: 'unstamped' })).seen).toEqual([['other', 'a']]);
  });
});

test('verdicts pass by', async () => {
  const { runtime } = aConsumer();
  const verdict = aVerdict({ kind: 'complete' });
  expect(await lastValueFrom(of(verdict).pipe(handleByType(runtime, new Map())))).toBe(verdict);
});
