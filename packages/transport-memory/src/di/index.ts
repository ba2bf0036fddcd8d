export { memoryTransportModule, type MemoryTransportModuleOptions } from './memory-transport.module.js';
