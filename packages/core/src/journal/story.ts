import type { Ending, JournalEntry, StepStatus } from '../contracts/journal.js';
import type { StrategyName } from '../contracts/plan.js';
import type { EpochMs } from '../contracts/time.js';

/**
 * Where a message stands, as far as its entries tell. `sent`: published and never seen since; `waiting`: hidden, or left to whoever
 * receives it next; `running`: a handler started and nothing was heard of it since.
 */
export type StoryState = 'unsent' | 'sent' | 'waiting' | 'running' | Exclude<Ending, 'relayed' | 'released'>;

/** What a journal tells of one message. */
export interface Story {
  readonly id: string;
  readonly key: string;
  readonly state: StoryState;
  readonly dueAtMs?: EpochMs;
  readonly publishedAtMs?: EpochMs;
  /** What the planner expected; absent when the publishing is not in the journal. */
  readonly planned?: { readonly strategy: StrategyName; readonly holds: number; readonly deliveries: number };
  /** Hides of a message that was not due. */
  readonly holds: number;
  /** Who hid it, each name once, in the order of the first time. */
  readonly heldBy: readonly string[];
  /** Handler starts: exact as far as the journal reaches back. */
  readonly attempts: number;
  /** The highest count of receptions that was seen; a successor counts from one again. */
  readonly deliveryCount: number;
  /** The last time it was settled, whether the service did it or not. */
  readonly last?: {
    readonly as: Ending;
    readonly status: StepStatus;
    readonly atMs: EpochMs;
    readonly by: string;
    readonly reason?: string;
  };
  /** When it comes back by itself, while it is hidden. */
  readonly visibleAtMs?: EpochMs;
  /** Handler starts after it was completed: copies, or deliveries whose deletion failed. */
  readonly startsAfterEnd: number;
}

/** The story of each message, in the order of their first entries. `entries` as a reading has them. */
export const storiesOf = (entries: readonly JournalEntry[]): readonly Story[] => {
  const byId = new Map<string, Story>();
  for (const entry of entries) byId.set(entry.id, next(byId.get(entry.id) ?? untold(entry), entry));
  return [...byId.values()];
};

/** The story of one message from its entries; `undefined` when there are none. */
export const storyOf = (entries: readonly JournalEntry[]): Story | undefined => storiesOf(entries)[0];

const untold = ({ id, key }: JournalEntry): Story => ({
  id,
  key,
  state: 'sent',
  holds: 0,
  heldBy: [],
  attempts: 0,
  deliveryCount: 0,
  startsAfterEnd: 0,
});

const next = (story: Story, entry: JournalEntry): Story => {
  switch (entry.kind) {
    case 'published': {
      const { strategy, holds, deliveries, dueAtMs } = entry;
      return { ...story, dueAtMs, publishedAtMs: entry.atMs, planned: { strategy, holds, deliveries } };
    }
    case 'unsent':
      return { ...story, state: 'unsent' };
    case 'held':
      return held(seen(story, entry.deliveryCount), entry);
    case 'attempted': {
      const { visibleAtMs: _over, ...rest } = seen(story, entry.deliveryCount);
      const startsAfterEnd = story.startsAfterEnd + (isOver(story.state) ? 1 : 0);
      const due = entry.dueAtMs === undefined ? {} : { dueAtMs: entry.dueAtMs };
      return { ...rest, ...due, state: 'running', attempts: story.attempts + 1, startsAfterEnd };
    }
    case 'settled':
      return settled(seen(story, entry.deliveryCount), entry);
    default:
      return entry satisfies never;
  }
};

type Step<TKind> = Extract<JournalEntry, { kind: TKind }>;

const held = (story: Story, { from, status, by, visibleAtMs }: Step<'held'>): Story => {
  const waiting: Story = { ...story, state: 'waiting', visibleAtMs };
  if (from === 'attempt' || status !== 'applied') return waiting;
  const heldBy = story.heldBy.includes(by) ? story.heldBy : [...story.heldBy, by];
  return { ...waiting, holds: story.holds + 1, heldBy };
};

const settled = (story: Story, { as, status, atMs, by, reason }: Step<'settled'>): Story => {
  const { visibleAtMs: _over, ...rest } = story;
  const last = { as, status, atMs, by, ...(reason !== undefined && { reason }) };
  return { ...rest, last, state: status === 'applied' ? stateAfter(as) : 'waiting' };
};

const stateAfter = (as: Ending): StoryState => (as === 'relayed' || as === 'released' ? 'waiting' : as);

const isOver = (state: StoryState): boolean => state === 'completed' || state === 'dead-lettered';

const seen = (story: Story, deliveryCount: number): Story => ({
  ...story,
  deliveryCount: Math.max(story.deliveryCount, deliveryCount),
});
