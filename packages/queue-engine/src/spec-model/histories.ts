import fc from 'fast-check';
import { PRIMARY_GROUP, type EngineSettings, type GroupSettings, type PutEntry } from '../contracts/index.js';

// Few instants, few channels and groups, and short lives, so that ties and reuse are the rule.
export const CHANNELS: readonly (string | undefined)[] = [undefined, 'a', 'b'];
const GROUPS = [PRIMARY_GROUP, 'one', 'two'] as const;

const channel = fc.constantFrom(...CHANNELS);
const content = fc.constantFrom('', 'x', 'über', '消息');
const group = fc.constantFrom(...GROUPS);
const area = fc.constantFrom('live' as const, 'live' as const, 'dead' as const);
const limit = fc.integer({ min: 1, max: 4 });
const visibilityMs = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 12 }) },
  { weight: 1, arbitrary: fc.constant(0) },
);
const pick = fc.nat(1_000);

const acceptsPlain = ({ content: text }: PutEntry): boolean => text.length < 2;
const acceptsNamed = ({ channel: name }: PutEntry): boolean => name !== undefined;

const groupSettings: fc.Arbitrary<GroupSettings> = fc
  .record({
    isEnabled: fc.constantFrom(true, true, false),
    maxDeliveries: fc.constantFrom(undefined, 0, 1, 2),
    accepts: fc.constantFrom(undefined, acceptsPlain, acceptsNamed),
  })
  .map(({ isEnabled, maxDeliveries, accepts }) => ({
    isEnabled,
    ...(maxDeliveries !== undefined && { maxDeliveries }),
    ...(accepts !== undefined && { accepts }),
  }));

const purge = fc.record({
  area: fc.constantFrom('live' as const, 'dead' as const, 'both' as const),
  channels: fc.constantFrom(undefined, ['a'], ['a', 'b']),
  group: fc.constantFrom(...GROUPS, 'all'),
});

const operation = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('put' as const), channel, content }) },
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constant('get' as const),
      group,
      area,
      channel,
      limit,
      visibilityMs,
      order: fc.constantFrom('oldest' as const, 'oldest' as const, 'random' as const),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('update' as const), pick, visibilityMs }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('delete' as const), pick }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('lapse' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('purge' as const), request: purge }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('advance' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('query' as const), group, area, channel }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('limit deliveries' as const), to: fc.nat(3) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('set group' as const), group, to: groupSettings }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove group' as const), group }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('restore' as const),
      from: fc.constantFrom('snapshot' as const, 'ledger' as const),
    }),
  },
);

export type Operation = (typeof operation extends fc.Arbitrary<infer T> ? T : never) & object;

// A step back must count as standing still; a long one outlasts the references of purged messages.
const passMs = fc.oneof(
  { weight: 40, arbitrary: fc.integer({ min: -2, max: 5 }) },
  { weight: 1, arbitrary: fc.constant(60_000) },
);

export const steps = fc.array(fc.record({ passMs, operation }), { maxLength: 60, size: 'max' });

export const settings: fc.Arbitrary<EngineSettings> = fc.record({
  retentionMs: fc.integer({ min: 1, max: 40 }),
  maxDeliveries: fc.nat(3),
  pastRetention: fc.constantFrom('clamp' as const, 'reject' as const),
  staleAfterLapse: fc.boolean(),
  updateCounts: fc.constantFrom(false, false, true),
  receiptAfterUpdate: fc.constantFrom('keeps' as const, 'keeps' as const, 'ends' as const),
});
