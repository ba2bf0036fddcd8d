export { runCli, type CliParts } from './cli.js';
export type { ProducerOptions } from './config.js';
export type { ProducerApp } from './producer-app.js';
export { producerModule } from './producer.module.js';
export type { ProducerReport } from './report.js';
export type { Terminal } from './shell/terminal.js';
export { PRODUCER_APP } from './tokens.js';
