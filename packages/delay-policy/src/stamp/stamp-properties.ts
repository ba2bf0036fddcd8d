/** Names of the custom properties of the due stamp, wire convention v1. All values are strings. */
export const STAMP_PREFIX = 'snoozeq-';

export const STAMP_VERSION = '1';

export const DUE_AT = 'snoozeq-due-at';
export const ID = 'snoozeq-id';
export const KEY = 'snoozeq-key';
export const VERSION = 'snoozeq-v';
export const PUBLISHED_AT = 'snoozeq-published-at';
export const ATTEMPTS = 'snoozeq-attempts';
export const RELAYS = 'snoozeq-relays';
export const DEAD = 'snoozeq-dead';

export type StampProperties = Readonly<Record<string, string>>;
