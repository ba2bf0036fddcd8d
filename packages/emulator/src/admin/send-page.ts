import type { FastifyReply } from 'fastify';
import type { Limits } from '../limits/limits.js';
import { pageOf, type PageQuery } from '../http/page.js';

export interface PageRequest<T> {
  readonly query: PageQuery;
  readonly limits: Limits;
  readonly document: (item: T) => unknown;
}

/** Answers with one page of a list, and with the token of the next one when there is one. */
export const sendPage = <T>(
  reply: FastifyReply,
  list: readonly T[],
  { query, limits, document }: PageRequest<T>,
): FastifyReply => {
  const { items, next } = pageOf(list, query, limits.list);
  if (next !== undefined) reply.header('opc-next-page', next);
  return reply.send(JSON.stringify({ items: items.map(document) }));
};
