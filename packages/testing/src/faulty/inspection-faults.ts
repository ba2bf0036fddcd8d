import type { QueueInspection, QueueStats } from '@snoozeq/core';
import type { InspectableTransport } from '../harness/in-process-harness.js';
import { altered, type Fault } from './fault.js';

const NOTHING: QueueStats = { visible: 0, inFlight: 0, sizeBytes: 0 };

/** What `inner` tells; a transport that cannot look tells of an empty queue. */
const looksOf = (inner: InspectableTransport): QueueInspection => ({
  lanes: async (options) => (await inner.lanes?.(options)) ?? [],
  stats: async (lane, options) => (await inner.stats?.(lane, options)) ?? NOTHING,
});

const withLanes = (
  inner: InspectableTransport,
  change: (lanes: readonly string[]) => readonly string[],
): InspectableTransport =>
  altered(inner, { lanes: async (options) => change(await looksOf(inner).lanes(options)) });

const withStats = (
  inner: InspectableTransport,
  change: (stats: QueueStats) => QueueStats,
): InspectableTransport =>
  altered(inner, { stats: async (lane, options) => change(await looksOf(inner).stats(lane, options)) });

/** Looks that see something else, or leave traces. */
export const inspectionFaults: readonly Fault[] = [
  {
    name: 'the unnamed channel is listed as a lane',
    caughtBy: ['lists every named lane that holds messages, once'],
    plant: () => (inner) => withLanes(inner, (lanes) => ['', ...lanes]),
  },
  {
    name: 'only the first page of lanes is read',
    caughtBy: ['lists as many lanes as a queue may have'],
    plant: () => (inner) => withLanes(inner, (lanes) => lanes.slice(0, 100)),
  },
  {
    name: 'lanes stay listed for ever',
    caughtBy: ['a lane is not listed any more when its last message is gone'],
    plant: () => {
      const known = new Set<string>();
      return (inner) =>
        altered(
          withLanes(inner, (lanes) => [...new Set([...known, ...lanes])]),
          {
            send: (messages, options) => {
              for (const { lane } of messages) if (lane !== undefined) known.add(lane);
              return inner.send(messages, options);
            },
          },
        );
    },
  },
  {
    name: 'what is in flight is counted as visible',
    caughtBy: ['counts what is visible and what is in flight, of one lane and of the queue'],
    plant: () => (inner) =>
      withStats(inner, (stats) => ({ ...stats, visible: stats.visible + stats.inFlight, inFlight: 0 })),
  },
  {
    name: 'every lane is counted as the whole queue',
    caughtBy: [
      'counts what is visible and what is in flight, of one lane and of the queue',
      'counts nothing in a lane that does not exist',
    ],
    plant: () => (inner) =>
      altered(inner, { stats: (_lane, options) => looksOf(inner).stats(undefined, options) }),
  },
  {
    name: 'counting peeks',
    caughtBy: ['looking costs no delivery'],
    plant: () => (inner) =>
      altered(inner, {
        stats: async (lane, options) => {
          await inner.receive({ limit: 1, waitMs: 0, leaseMs: 0, ...(lane !== undefined && { lane }) });
          return looksOf(inner).stats(lane, options);
        },
      }),
  },
  {
    name: 'a closed transport goes on looking',
    caughtBy: ['a look whose signal is aborted already, or at a closed transport, is rejected'],
    plant: () => (inner) => altered(inner, { close: () => Promise.resolve() }),
  },
  {
    name: 'looks ignore their signal',
    caughtBy: ['a look whose signal is aborted already, or at a closed transport, is rejected'],
    plant: () => (inner) =>
      altered(inner, {
        lanes: () => looksOf(inner).lanes(),
        stats: (lane) => looksOf(inner).stats(lane),
      }),
  },
];
