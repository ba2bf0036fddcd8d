/** The states of a queue or a consumer group, as the API has them. */
export const LIFECYCLE_STATES = [
  'CREATING',
  'UPDATING',
  'ACTIVE',
  'DELETING',
  'DELETED',
  'FAILED',
  'INACTIVE',
] as const;

export type LifecycleState = (typeof LIFECYCLE_STATES)[number];
