export * from './contracts/index.js';
export { createEngine } from './engine.js';
export type { EngineOptions } from './engine-state.js';
export type { QueueEngine, WithChanges } from './queue-engine.js';
