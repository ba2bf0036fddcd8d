import type { EngineStats, GroupId } from '@snoozeq/queue-engine';
import type { QueueContents } from '../queues/queue-contents.js';
import type { MessageState } from './message-document.js';

type Counts = Readonly<Record<MessageState, number>>;

export interface LaneCounts extends Counts {
  /** null: the unnamed lane, of messages without a channel. */
  readonly channelId: string | null;
}

export const stateCounts = ({ visible, inFlight, deadLetters }: EngineStats): Counts => ({
  visible,
  hidden: inFlight,
  dead: deadLetters.visible + deadLetters.inFlight,
});

/** How many messages of a group each lane holds, those without messages left out. Walks over the channels, not over the messages. */
export const laneCounts = (contents: QueueContents, group: GroupId): readonly LaneCounts[] => {
  const names = new Set([...contents.allChannels(group, 'live'), ...contents.allChannels(group, 'dead')]);
  const named = [...names].toSorted().map((channelId) => ({
    channelId,
    ...stateCounts(contents.stats({ group, channel: channelId })),
  }));
  const all = stateCounts(contents.stats({ group }));
  const rest = (state: MessageState): number =>
    named.reduce((left, counts) => left - counts[state], all[state]);
  const unnamed = { channelId: null, visible: rest('visible'), hidden: rest('hidden'), dead: rest('dead') };
  return unnamed.visible + unnamed.hidden + unnamed.dead === 0 ? named : [unnamed, ...named];
};
