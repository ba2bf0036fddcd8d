import { PRIMARY_GROUP, type GroupId, type GroupSettings } from '../contracts/index.js';
import { requireGroup, type EngineState } from '../engine-state.js';
import { GroupState } from '../group-state.js';
import { sparingLeases } from './delivery-limit.js';
import { purgeMessages } from './purge.js';

/** @throws RangeError for a group that is there already */
export const requireNew = (state: EngineState, id: GroupId): void => {
  if (!state.groups.has(id)) return;
  throw new RangeError(`The engine has a consumer group "${id}" already. Update it, or choose another id.`);
};

export const addGroup = (state: EngineState, id: GroupId, settings: GroupSettings): void => {
  state.groups.set(id, new GroupState(id, settings, state));
};

export const updateGroup = (state: EngineState, id: GroupId, settings: GroupSettings): void => {
  const group = requireGroup(state, id);
  sparingLeases(state, () => void (group.settings = settings));
};

/** @throws RangeError for the primary group */
export const requireRemovable = (state: EngineState, id: GroupId): void => {
  requireGroup(state, id);
  if (id === PRIMARY_GROUP) {
    throw new RangeError('The primary consumer group cannot be removed. Disable it instead.');
  }
};

export const removeGroup = (state: EngineState, id: GroupId): void => {
  purgeMessages(state, { area: 'both', group: id });
  state.groups.delete(id);
};
