import { isCall, type HistoryEvent } from '../events/history.js';
import { isoTime, messageId } from '../messages/message-json.js';

/** One event as it is shown, with the id that the API has for its message. */
export const historyDocument = (event: HistoryEvent) => {
  if (isCall(event)) {
    const { atMs, ...call } = event;
    return { at: isoTime(atMs), kind: 'call', ...call };
  }
  const { atMs, sequence, visibleAfterMs, ...rest } = event;
  return {
    at: isoTime(atMs),
    id: messageId(sequence),
    ...rest,
    ...(visibleAfterMs !== undefined && { visibleAfter: isoTime(visibleAfterMs) }),
  };
};
