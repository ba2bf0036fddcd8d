import type { Metric } from './exposition.js';

const MICROSECONDS = 1_000_000;

/** Of the process that the emulator runs in, under the names that are usual. */
export const processMetrics = (): readonly Metric[] => {
  const { user, system } = process.cpuUsage();
  return [
    {
      name: 'process_resident_memory_bytes',
      help: 'Memory of the process.',
      type: 'gauge',
      samples: [{ value: process.memoryUsage.rss() }],
    },
    {
      name: 'process_cpu_seconds_total',
      help: 'Time of the processor that the process has used.',
      type: 'counter',
      samples: [{ value: (user + system) / MICROSECONDS }],
    },
  ];
};
