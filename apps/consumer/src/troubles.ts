import type { ConsumerEvent, Drained, EventSink } from '@snoozeq/core';

/** One line on standard error for what an operator should know. */
export const troubles: EventSink = (event) => {
  const line = troubleOf(event);
  if (line !== undefined) console.error(line);
};

/** A stop that leaves nothing behind is not worth a line, and nearly every one aborts a poll. */
const leftBy = ({ handedBack, cutOff }: Drained): string | undefined => {
  const left = [
    handedBack > 0 && `${handedBack} given back unstarted`,
    cutOff > 0 && `${cutOff} cut off, which return when their leases end and may be handled again`,
  ].filter((part) => part !== false);
  return left.length === 0 ? undefined : `stopped; left to other consumers: ${left.join('; ')}`;
};

const troubleOf = (event: ConsumerEvent): string | undefined => {
  switch (event.kind) {
    case 'receive-failed':
      return `receive failed, again in ${Math.round(event.retryInMs)} ms: ${event.error.message}`;
    case 'look-failed':
      return `lanes cannot be looked at, again in ${Math.round(event.retryInMs)} ms: ${event.error.message}`;
    case 'lanes-full':
      return `${event.inFlight} messages in flight of at most ${event.maxInFlight}: lanes wait for room`;
    case 'unread':
      return `${event.messages} messages have no lane: consumers of named lanes never read them`;
    case 'settle-failed':
      return `${event.settlement.kind} failed, the message returns when its lease ends: ${event.error.message}`;
    case 'lease-lost':
      return `lease lost: message ${event.delivery.message.id} went to another consumer`;
    case 'keep-lost':
      return `receipt of message ${event.id} died while it was kept: it returns by itself, and further messages are held instead`;
    case 'claim-lost':
      return `claim lost: another consumer may handle message ${event.delivery.message.id} now, too`;
    case 'fence-failed':
      return event.call === 'claim'
        ? `the fence cannot be asked, the message is held: ${event.error.message}`
        : `the fence did not answer to ${event.call}, a copy may be handled again: ${event.error.message}`;
    case 'journal-failed':
      return `${event.lost} entries of the journal are lost, messages are handled all the same: ${event.error.message}`;
    case 'draining':
      return 'stopping: finishing what is in hand';
    case 'drained':
      return leftBy(event);
    case 'received':
    case 'judged':
    case 'started':
    case 'finished':
    case 'settled':
      return undefined;
    default:
      return event satisfies never;
  }
};
