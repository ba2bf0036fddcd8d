import { describe, expect, test } from '@jest/globals';
import type { DeliveryRef } from '../contracts/index.js';
import type { QueueEngine } from '../queue-engine.js';
import { anEngine, getOne, putNamed } from '../spec-model/an-engine.js';

/** Lives through something after a get at 0 with a lease to 10; what is asked of the reference is asked at 10. */
interface Life {
  readonly after: string;
  readonly live: (engine: QueueEngine, ref: DeliveryRef) => unknown;
  readonly usable: boolean;
  readonly usableWhenStrict: boolean;
  readonly maxDeliveries?: number;
}

const lives: readonly Life[] = [
  {
    after: 'a get, before the lapse',
    live: (e, ref) => e.update(ref, 20, 0),
    usable: true,
    usableWhenStrict: true,
  },
  { after: 'a lapse without redelivery', live: () => undefined, usable: true, usableWhenStrict: false },
  { after: 'an update to 0', live: (e, ref) => e.update(ref, 0, 5), usable: true, usableWhenStrict: false },
  { after: 'a redelivery', live: (e) => getOne(e, 10), usable: false, usableWhenStrict: false },
  {
    after: 'a peek by another',
    live: (e) => getOne(e, 10, { visibilityMs: 0 }),
    usable: false,
    usableWhenStrict: false,
  },
  { after: 'a delete', live: (e, ref) => e.delete(ref, 5), usable: false, usableWhenStrict: false },
  { after: 'the expiry', live: (e) => e.advance(1_000), usable: false, usableWhenStrict: false },
  {
    after: 'dead-lettering',
    live: () => undefined,
    maxDeliveries: 1,
    usable: false,
    usableWhenStrict: false,
  },
];

const verbs = {
  update: (engine: QueueEngine, ref: DeliveryRef) => engine.update(ref, 5, 10).status.kind,
  delete: (engine: QueueEngine, ref: DeliveryRef) => engine.delete(ref, 10).status.kind,
};

describe.each(Object.entries(verbs))('%s', (_name, verb) => {
  test.each(lives)(
    'after $after: usable $usable, strict $usableWhenStrict (F3.receipt-after-lapse, F3.receipt-after-redelivery)',
    (life) => {
      for (const staleAfterLapse of [false, true]) {
        const engine = anEngine({ staleAfterLapse, maxDeliveries: life.maxDeliveries ?? 0 });
        putNamed(engine, 'a', 0);
        const { ref } = getOne(engine, 0, { visibilityMs: 10 });
        life.live(engine, ref);
        const usable = staleAfterLapse ? life.usableWhenStrict : life.usable;
        expect(verb(engine, ref)).toBe(usable ? 'applied' : 'stale');
      }
    },
  );

  test.each<[string, DeliveryRef]>([
    ['no such message', { group: 'primary', sequence: 99, deliveryCount: 1 }],
    ['no such group', { group: 'other', sequence: 1, deliveryCount: 1 }],
    ['a delivery to come', { group: 'primary', sequence: 1, deliveryCount: 2 }],
    ['a message never delivered', { group: 'primary', sequence: 2, deliveryCount: 0 }],
  ])('of %s is stale and changes nothing', (_what, ref) => {
    const engine = anEngine();
    putNamed(engine, 'ab', 0);
    getOne(engine, 0, { visibilityMs: 50 });
    expect(verb(engine, ref)).toBe('stale');
    expect(engine.stats(10)).toMatchObject({ stats: { visible: 1, inFlight: 1 }, changes: [] });
  });
});
