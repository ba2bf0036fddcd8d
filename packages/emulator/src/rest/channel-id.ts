import type { Limits } from '../limits/limits.js';
import { invalidParameter } from '../http/oci-error.js';

/** Returns the id, or throws a 400 when its length is out of range. The character set is not documented and not checked. */
export const channelId = (name: string, id: string, { channelId: { min, max, source } }: Limits): string => {
  if (id.length >= min && id.length <= max) return id;
  throw invalidParameter(
    `${name} has ${id.length} characters, allowed are ${min} to ${max} (${source}). Shorten the id.`,
  );
};

/** A filter of a query; empty and absent mean no filter. */
export const channelFilter = (name: string, id: string | undefined, limits: Limits): string | undefined =>
  id === undefined || id === '' ? undefined : channelId(name, id, limits);
