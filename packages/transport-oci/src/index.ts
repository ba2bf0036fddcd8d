export type { ConfigFileProfile, OciCredentials } from './credentials.js';
export { createOciTransport, type OciTransport } from './oci-transport.js';
export type { OciSessionOptions, OciTransportOptions, QueueSettingsOptions } from './options.js';
export { readQueueSettings, type OciQueueSettings } from './queue-settings.js';
