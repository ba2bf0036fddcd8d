import type { Frame } from './frames/frame.js';
import { required } from './frames/header-fields.js';

export interface Destination {
  readonly queueId: string;
  readonly channel?: string;
}

/** `<queueId>` or `<queueId>/<channelId>`: an OCID has no slash. */
export const destinationOf = (frame: Frame): Destination => {
  const text = required(frame, 'destination');
  const slash = text.indexOf('/');
  return slash < 0 ? { queueId: text } : { queueId: text.slice(0, slash), channel: text.slice(slash + 1) };
};

export const destinationText = (queueId: string, channel: string | undefined): string =>
  channel === undefined ? queueId : `${queueId}/${channel}`;
