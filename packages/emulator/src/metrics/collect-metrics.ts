import type { EmulatorContext } from '../http/emulator-context.js';
import type { Metric, Sample } from './exposition.js';
import { processMetrics } from './process-metrics.js';
import { queueMetrics } from './queue-metrics.js';

const NAME = 'snoozeq_emulator';

/** All metrics as of now. Neither contents nor keys of messages are among the labels, whose values are few. */
export const collectMetrics = (context: EmulatorContext): readonly Metric[] => {
  const { queues, counts, faults, clockRate } = context;
  const rate = clockRate();
  return [
    {
      name: `${NAME}_calls_total`,
      help: 'Answered calls of the API. Status 0: an injected fault reset the connection.',
      type: 'counter',
      samples: counts.calls.map(({ operation, status, count }) => ({
        labels: { operation, status: String(status) },
        value: count,
      })),
    },
    ...queueMetrics(NAME, context),
    {
      name: `${NAME}_faults_injected_total`,
      help: 'Faults injected by script.',
      type: 'counter',
      samples: [...faults.injectedByKind].map(([kind, value]): Sample => ({ labels: { kind }, value })),
    },
    {
      name: `${NAME}_queue_time_seconds`,
      help: 'The time in the queues, since 1970.',
      type: 'gauge',
      samples: [{ value: queues.nowMs() / 1_000 }],
    },
    {
      name: `${NAME}_queue_time_rate`,
      help: 'Queue time for each unit of real time; 0: it stands still.',
      type: 'gauge',
      samples: rate === undefined ? [] : [{ value: rate }],
    },
    ...processMetrics(),
  ];
};
