import type { EngineChange } from '@snoozeq/queue-engine';
import type { QueueEvent } from './call-log.js';
import { messageId } from '../messages/message-json.js';

/** The changes that nobody asked for and that end a message: they belong into the log. */
export const loggedEvents = (queueId: string, changes: readonly EngineChange[]): readonly QueueEvent[] =>
  changes.flatMap((change): readonly QueueEvent[] => {
    switch (change.kind) {
      case 'expired': {
        const { atMs, sequence, deliveryCount, wasDeadLetter } = change;
        return [{ event: 'expired', queueId, id: messageId(sequence), deliveryCount, wasDeadLetter, atMs }];
      }
      case 'dead-lettered': {
        const { atMs, ref } = change;
        return [
          {
            event: 'dead-lettered',
            queueId,
            id: messageId(ref.sequence),
            deliveryCount: ref.deliveryCount,
            atMs,
          },
        ];
      }
      case 'stored':
      case 'delivered':
      case 'hidden':
      case 'dropped':
      case 'purged':
      case 'spared':
      case 'lapsed':
      case 'deleted':
        return [];
      default:
        return change satisfies never;
    }
  });
