import type { Limits } from '../limits/limits.js';

export interface GetBoundInput {
  readonly limit: number;
  readonly inFlight: number;
  /** Size of the largest message that the queue was ever given. */
  readonly largestMessageBytes: number;
}

/**
 * How many messages a get may take now. 0 at the cap of messages in flight: the service's answer there is not documented, an empty
 * reply is assumed. Fewer than asked for when that many of the largest messages could exceed the size of a response.
 */
export const getBound = ({ limit, inFlight, largestMessageBytes }: GetBoundInput, limits: Limits): number => {
  const fitting = Math.max(1, Math.floor(limits.responseBytes.max / Math.max(1, largestMessageBytes)));
  return Math.max(0, Math.min(limit, fitting, limits.inFlight.max - inFlight));
};
