import { OciError, invalidParameter, notFound } from '../http/oci-error.js';
import type { Modes } from '../limits/modes.js';

const STALE =
  'The receipt is no longer valid: the message was delivered again, deleted, expired or dead-lettered. Receive it again.';

/** The status 409 is observed on the service, its code is not known. */
export const staleReceipt = ({ staleReceipt: mode }: Modes): OciError => {
  switch (mode) {
    case 'conflict':
      return new OciError(409, 'Conflict', STALE);
    case 'incorrect-state':
      return new OciError(409, 'IncorrectState', STALE);
    case 'not-found':
      return notFound('The message of the receipt');
    default:
      return mode satisfies never;
  }
};

export const unreadableReceipt = (modes: Modes): OciError =>
  modes.unreadableReceipt === 'as-stale'
    ? staleReceipt(modes)
    : invalidParameter(
        'The receipt was not issued for this queue and consumer group. Send a receipt of a get unchanged.',
      );
