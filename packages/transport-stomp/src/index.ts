export { hybridTransport } from './hybrid-transport.js';
export type { StompOptions } from './options.js';
export { createStompTransport } from './stomp-transport.js';
