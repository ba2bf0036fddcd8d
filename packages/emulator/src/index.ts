export type { AnsweredCall, CallLog, QueueEvent } from './call-log.js';
export type { EmulatorClock } from './clock/contract.js';
export { ensureDevCredentials, type DevCredentials } from './dev-credentials.js';
export { OCI_LIMITS, type Confidence, type Limit, type LimitName } from './limits.js';
export { isLocalRequest } from './local-only.js';
export type { QueueRegistry, UnknownBehaviour } from './queue-registry.js';
export type { QueueResource } from './queue-resource.js';
export { startEmulator, type Emulator, type EmulatorOptions } from './start-emulator.js';
