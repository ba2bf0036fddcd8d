export { OCI_CAPABILITIES } from './capabilities.js';
export {
  createMemoryQueue,
  createMemoryTransport,
  type MemoryQueue,
  type MemoryQueueOptions,
} from './memory-queue.js';
export type { MemoryTransport } from './memory-transport.js';
