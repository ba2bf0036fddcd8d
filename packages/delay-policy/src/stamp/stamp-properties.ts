/** Names of the custom properties of the due stamp, wire convention v1. All values are strings. */
const STAMP_PREFIX = 'snoozeq-';

export const STAMP_VERSION = '1';

export const DUE_AT = 'snoozeq-due-at';
export const ID = 'snoozeq-id';
export const KEY = 'snoozeq-key';
export const VERSION = 'snoozeq-v';
export const PUBLISHED_AT = 'snoozeq-published-at';
export const ATTEMPTS = 'snoozeq-attempts';
export const RELAYS = 'snoozeq-relays';
export const TYPE = 'snoozeq-type';
export const REVISION = 'snoozeq-rev';
export const EXPIRES_AT = 'snoozeq-expires-at';
export const DEAD = 'snoozeq-dead';
/** Of the W3C, so without our prefix. */
export const TRACEPARENT = 'traceparent';

export type StampProperties = Readonly<Record<string, string>>;

export const hasStamp = (properties: StampProperties): boolean => Object.keys(properties).some(isOfTheStamp);

/** Everything that is not of the stamp. */
export const withoutStamp = (properties: StampProperties): StampProperties =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !isOfTheStamp(name)));

const isOfTheStamp = (name: string): boolean => name.startsWith(STAMP_PREFIX);
