import { checkGroup } from './checks.js';
import {
  PRIMARY_GROUP,
  type EngineChange,
  type EngineSettings,
  type EngineSnapshot,
  type EpochMs,
  type GroupId,
  type GroupSettings,
} from './contracts/index.js';
import { GroupState } from './group-state.js';
import { MessageTable, type WatchCompare } from './message-table.js';
import { PurgedRefs } from './purged-refs.js';

/** What the operations read and change. */
export interface EngineState {
  settings: EngineSettings;
  /** The greatest time seen; -Infinity before the first operation. */
  nowMs: EpochMs;
  lastSequence: number;
  readonly groups: Map<GroupId, GroupState>;
  readonly messages: MessageTable;
  readonly purgedRefs: PurgedRefs;
  readonly watch: WatchCompare;
  readonly random: () => number;
  /** Changes that no operation has handed out yet: queries move time on too, but return no changes. */
  pending: EngineChange[];
}

export interface EngineOptions {
  readonly settings: EngineSettings;
  /** A number in [0, 1); picks the channel of an unfiltered get, and the messages of a get in random order. */
  readonly random: () => number;
  /** Default: the primary group alone, enabled. It is there in any case; name it to give it other settings. */
  readonly groups?: Iterable<readonly [GroupId, GroupSettings]>;
  /** What an earlier engine held. Its groups have to be among `groups`. */
  readonly restored?: EngineSnapshot;
}

export const createState = (
  { settings, random, groups }: EngineOptions,
  watch: WatchCompare,
): EngineState => {
  const wanted = new Map<GroupId, GroupSettings>([[PRIMARY_GROUP, { isEnabled: true }], ...(groups ?? [])]);
  for (const [, group] of wanted) checkGroup(group);
  const messages = new MessageTable(watch);
  return {
    settings,
    nowMs: -Infinity,
    lastSequence: 0,
    messages,
    groups: new Map([...wanted].map(([id, group]) => [id, new GroupState(id, group, { messages, watch })])),
    purgedRefs: new PurgedRefs(),
    watch,
    random,
    pending: [],
  };
};

/** @throws RangeError for a group that the engine does not have. */
export const requireGroup = (state: EngineState, id: GroupId): GroupState => {
  const group = state.groups.get(id);
  if (group !== undefined) return group;
  const known = [...state.groups.keys()].join(', ');
  throw new RangeError(`The engine has no consumer group "${id}". Use one of: ${known}.`);
};
