import type { KeyObject } from 'node:crypto';

/** Public keys by key id: `<tenancy>/<user>/<fingerprint>`. */
export type KeyStore = ReadonlyMap<string, KeyObject>;
