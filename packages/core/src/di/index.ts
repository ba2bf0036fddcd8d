export { coreModule, type CoreModuleOptions } from './core.module.js';
export { token } from './token.js';
export * from './tokens.js';
