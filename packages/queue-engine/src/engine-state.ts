import {
  PRIMARY_GROUP,
  type EngineChange,
  type EngineSettings,
  type EpochMs,
  type GroupId,
} from './contracts.js';
import { GroupState } from './group-state.js';
import type { RecordOrders } from './message-record.js';

/** What the operations read and change. */
export interface EngineState {
  settings: EngineSettings;
  /** The greatest time seen; -Infinity before the first operation. */
  nowMs: EpochMs;
  lastSequence: number;
  readonly groups: ReadonlyMap<GroupId, GroupState>;
  readonly random: () => number;
  /** Changes that no operation has handed out yet: queries move time on too, but return no changes. */
  readonly pending: EngineChange[];
}

export interface EngineOptions {
  readonly settings: EngineSettings;
  /** A number in [0, 1); picks the channel of an unfiltered get. */
  readonly random: () => number;
}

export const createState = ({ settings, random }: EngineOptions, orders: RecordOrders): EngineState => ({
  settings,
  nowMs: -Infinity,
  lastSequence: 0,
  groups: new Map([[PRIMARY_GROUP, new GroupState(PRIMARY_GROUP, orders)]]),
  random,
  pending: [],
});

/** @throws RangeError for a group that the engine does not have. */
export const requireGroup = (state: EngineState, id: GroupId): GroupState => {
  const group = state.groups.get(id);
  if (group !== undefined) return group;
  const known = [...state.groups.keys()].join(', ');
  throw new RangeError(`The engine has no consumer group "${id}". Use one of: ${known}.`);
};
