import type { ResourceObserver } from '../queues/resource-map.js';
import type { EmulatorStore, ResourceKind, SavedResources } from './contract.js';

/** Tells the store about the resources of one kind. */
export const observer = <Kind extends ResourceKind>(
  store: EmulatorStore,
  kind: Kind,
): ResourceObserver<SavedResources[Kind]> => ({
  saved: (resource) => store.saved(kind, resource),
  removed: (id) => store.removed(kind, id),
});
