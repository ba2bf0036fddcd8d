import type { EngineStats, GroupId } from '@snoozeq/queue-engine';
import type { EmulatorContext } from '../http/emulator-context.js';
import { stateCounts } from '../inspection/lanes.js';
import type { LiveQueue } from '../queues/live-queue.js';
import type { Metric, Sample } from './exposition.js';

interface SeenQueue {
  readonly labels: { readonly queue: string; readonly queue_id: string };
  readonly live: LiveQueue;
  readonly groups: readonly { readonly group: GroupId; readonly stats: EngineStats }[];
}

/** Metrics of each queue that holds messages or may; those of a deleted one are gone. */
export const queueMetrics = (name: string, { queues, counts }: EmulatorContext): readonly Metric[] => {
  const seen = queues.resources.list().flatMap(({ id, displayName }): readonly SeenQueue[] => {
    const live = queues.findLive(id);
    if (!live) return [];
    const contents = live.contents();
    const groups = contents.groups.map((group) => ({ group, stats: contents.stats({ group }) }));
    return [{ labels: { queue: displayName, queue_id: id }, live, groups }];
  });
  const each = (samples: (queue: SeenQueue) => readonly Sample[]): readonly Sample[] =>
    seen.flatMap((queue) =>
      samples(queue).map(({ labels, value }) => ({ labels: { ...queue.labels, ...labels }, value })),
    );
  return [
    {
      name: `${name}_messages`,
      help: 'Messages of each consumer group: visible, hidden (in flight) or dead.',
      type: 'gauge',
      samples: each(({ groups }) => groups.flatMap(messageSamples)),
    },
    {
      name: `${name}_message_bytes`,
      help: 'Bytes of contents in each consumer group, dead letters included.',
      type: 'gauge',
      samples: each(({ groups }) =>
        groups.map(({ group, stats }) => ({
          labels: { group },
          value: stats.sizeBytes + stats.deadLetters.sizeBytes,
        })),
      ),
    },
    {
      name: `${name}_message_changes_total`,
      help: 'What has befallen messages, such as lapsed, expired or dead-lettered.',
      type: 'counter',
      samples: each(({ labels }) =>
        [...counts.changesOf(labels.queue_id)].map(([change, value]) => ({ labels: { change }, value })),
      ),
    },
    {
      name: `${name}_long_polls_waiting`,
      help: 'Gets that wait for messages.',
      type: 'gauge',
      samples: each(({ live }) => [{ value: live.waitingPolls }]),
    },
  ];
};

const messageSamples = ({ group, stats }: SeenQueue['groups'][number]): readonly Sample[] =>
  Object.entries(stateCounts(stats)).map(([state, value]) => ({ labels: { group, state }, value }));
