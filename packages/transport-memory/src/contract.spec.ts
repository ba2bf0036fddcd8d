import { describeTransport, inProcessHarness } from '@snoozeq/testing';
import { createMemoryQueue } from './memory-queue.js';

describeTransport(
  'transport-memory',
  inProcessHarness((stage) => {
    const queue = createMemoryQueue(stage);
    return () => queue.connect();
  }),
);
