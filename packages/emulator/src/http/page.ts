import { invalidParameter } from './oci-error.js';
import type { Limit } from '../limits/limits.js';
import { queryNumber } from './range-check.js';

export interface PageQuery {
  readonly limit?: string;
  readonly page?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Token of the page after this one; absent on the last. */
  readonly next?: string;
}

/** Cuts one page out of a list. The token is the position in a list that may have changed since: a snapshot is not kept. */
export const pageOf = <T>(items: readonly T[], query: PageQuery, limit: Limit): Page<T> => {
  const size = queryNumber('limit', query.limit, limit) ?? limit.max;
  const token = query.page ?? '';
  if (!/^\d{0,9}$/.test(token))
    throw invalidParameter('page is not a token of a list. Send opc-next-page unchanged.');
  const start = Number(token);
  const end = start + size;
  return { items: items.slice(start, end), ...(end < items.length && { next: String(end) }) };
};
