import {
  admit,
  consume,
  consumerProfile,
  consumerRuntime,
  CountedActivity,
  handle,
  jsonCodec,
  queueProducer,
  seededRandom,
  settle,
  VirtualClock,
} from '@snoozeq/core';
import { dueStampV1, readDueTime, strategyOf } from '@snoozeq/delay-policy';
import { createMemoryQueue } from '@snoozeq/transport-memory';

const HOUR_MS = 3_600_000;
export const WEEK_MS = 168 * HOUR_MS;
export const SETTINGS = {
  retentionMs: WEEK_MS,
  maxDeliveries: 0,
  maxHideMs: 12 * HOUR_MS,
  maxMessageBytes: 262_144,
};
const GRACE_MS = 2 * HOUR_MS;

/**
 * Publishes messages with these due times at one instant, lets consumers handle them on a virtual clock, and counts every call to the
 * queue. The parts are those of production; only the queue and the clock are in this process.
 * @param lanes options of the calendar, for the strategies that use lanes
 */
export const meter = async ({ strategy, lanes, publishedAtMs, dueAtsMs, consumers = 1 }) => {
  const clock = new VirtualClock(publishedAtMs);
  const { policy, planner, calendar } = strategyOf(strategy, SETTINGS, { lanes });
  const queue = createMemoryQueue({ clock, random: seededRandom(1), settings: SETTINGS });
  const calls = { put: 0, get: 0, update: 0, delete: 0, look: 0, emptyGet: 0 };
  const convention = dueStampV1(SETTINGS);
  const shared = { convention, queueClock: clock, processClock: clock, random: seededRandom(2) };
  const starts = [];
  const handler = {
    handle: (_body, { dueAtMs, delivery }) =>
      starts.push({ lateMs: clock.now() - dueAtMs, deliveries: delivery.deliveryCount }) && undefined,
  };
  const codec = jsonCodec();
  const subscriptions = Array.from({ length: consumers }, () => {
    const connection = queue.connect();
    const runtime = consumerRuntime({
      ...shared,
      transport: counted(connection, calls),
      policy,
      ...(calendar && { calendar, inspection: countedLooks(connection, calls) }),
      profile: consumerProfile({ waitMs: 30_000, concurrency: 100 }),
      maxDeliveries: SETTINGS.maxDeliveries,
      activity: new CountedActivity('meter'),
      events: () => undefined,
    });
    return consume(runtime, (delivery$) =>
      delivery$.pipe(admit(runtime), handle(runtime, handler, codec), settle(runtime)),
    ).subscribe();
  });
  const transport = counted(queue.connect(), calls);
  const producer = queueProducer({ ...shared, transport, planner, readDueTime, codec });
  const results = await producer.sendAll(dueAtsMs.map((dueAt, index) => ({ body: index, dueAt })));
  const refused = results.filter(({ kind }) => kind !== 'sent').length;
  await clock.advanceTo(publishedAtMs + WEEK_MS + GRACE_MS);
  for (const subscription of subscriptions) subscription.unsubscribe();
  const messages = dueAtsMs.length;
  return {
    calls,
    refused,
    perMessage: (calls.put + calls.get + calls.update + calls.delete) / messages,
    planned: results.reduce((sum, { plan }) => sum + (plan?.calls.batched ?? 0), 0) / messages,
    deliveries: greatest(starts.map(({ deliveries }) => deliveries)),
    worstLateMs: greatest(starts.map(({ lateMs }) => lateMs)),
    plannedLateMs: greatest(results.map(({ plan }) => plan?.worstLatenessMs ?? 0)),
    early: starts.filter(({ lateMs }) => lateMs < 0).length,
    lost: messages - refused - starts.length,
  };
};

/** Not spread into Math.max: there are more values than a call may have arguments. */
const greatest = (values) => values.reduce((most, value) => Math.max(most, value), 0);

const counted = (transport, calls) => ({
  capabilities: transport.capabilities,
  send: (...args) => ((calls.put += 1), transport.send(...args)),
  ack: (...args) => ((calls.delete += 1), transport.ack(...args)),
  hide: (...args) => ((calls.update += 1), transport.hide(...args)),
  receive: async (...args) => {
    const deliveries = await transport.receive(...args);
    calls[deliveries.length > 0 ? 'get' : 'emptyGet'] += 1;
    return deliveries;
  },
  close: () => transport.close(),
});

const countedLooks = (inspection, calls) => ({
  lanes: (...args) => ((calls.look += 1), inspection.lanes(...args)),
  stats: (...args) => ((calls.look += 1), inspection.stats(...args)),
});
