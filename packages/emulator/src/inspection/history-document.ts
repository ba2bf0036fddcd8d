import type { HistoryEvent } from '../events/history.js';
import { isoTime, messageId } from '../messages/message-json.js';

/** One event as it is shown, with the id that the API has for its message. */
export const historyDocument = (event: HistoryEvent) => {
  if (event.kind === 'call') {
    const { atMs, ...call } = event;
    return { at: isoTime(atMs), ...call };
  }
  const { atMs, sequence, visibleAfterMs, ...rest } = event;
  return {
    at: isoTime(atMs),
    id: messageId(sequence),
    ...rest,
    ...(visibleAfterMs !== undefined && { visibleAfter: isoTime(visibleAfterMs) }),
  };
};
