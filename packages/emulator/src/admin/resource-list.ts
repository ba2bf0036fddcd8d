import type { PageQuery } from '../http/page.js';
import { LIFECYCLE_STATES, type LifecycleState } from '../queues/lifecycle.js';
import { textQuery } from '../rest/schemas.js';

/** What lists of queues and of consumer groups have in common. */
export interface ResourceQuery extends PageQuery {
  readonly lifecycleState?: LifecycleState;
  readonly displayName?: string;
  readonly id?: string;
  readonly sortOrder?: 'ASC' | 'DESC';
  readonly sortBy?: 'timeCreated' | 'displayName';
}

interface ListedResource {
  readonly id: string;
  readonly displayName: string;
  readonly timeCreatedMs: number;
  readonly lifecycleState: LifecycleState;
}

/** `owner`: the name of the filter that only one of the lists has. */
export const resourceQuery = (owner: string) => {
  const text = textQuery(owner, 'displayName', 'id', 'limit', 'page');
  return {
    ...text,
    properties: {
      ...text.properties,
      lifecycleState: { enum: LIFECYCLE_STATES },
      sortOrder: { enum: ['ASC', 'DESC'] },
      sortBy: { enum: ['timeCreated', 'displayName'] },
    },
  };
};

/** Filtered and sorted: by name ascending, by time descending, unless the query says otherwise. */
export const listed = <R extends ListedResource>(
  resources: readonly R[],
  query: ResourceQuery,
): readonly R[] => {
  const { sortBy } = query;
  const ascending = resources.filter(matching(query)).toSorted(sortBy === 'displayName' ? byName : byTime);
  const order = query.sortOrder ?? (sortBy === 'displayName' ? 'ASC' : 'DESC');
  return order === 'ASC' ? ascending : ascending.toReversed();
};

/** Deleted ones only when asked for by state or id (assumed). */
const matching =
  ({ lifecycleState, displayName, id }: ResourceQuery) =>
  (resource: ListedResource): boolean =>
    (displayName === undefined || resource.displayName === displayName) &&
    (id === undefined || resource.id === id) &&
    (lifecycleState === undefined
      ? id !== undefined || resource.lifecycleState !== 'DELETED'
      : resource.lifecycleState === lifecycleState);

const byName = (a: ListedResource, b: ListedResource): number =>
  a.displayName < b.displayName ? -1 : Number(a.displayName > b.displayName);

const byTime = (a: ListedResource, b: ListedResource): number => a.timeCreatedMs - b.timeCreatedMs;
