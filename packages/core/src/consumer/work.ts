import type { Delivery } from '../contracts/delivery.js';
import type { Settlement } from '../contracts/settlement.js';
import type { Counters, StampReading } from '../contracts/stamp.js';

/** A delivery with what its stamp and its counts say. */
export interface Work {
  readonly delivery: Delivery;
  readonly reading: StampReading;
  readonly counters: Counters;
}

/** A piece of work whose end is decided and not yet carried out. */
export interface Verdict {
  readonly kind: 'decided';
  readonly work: Work;
  readonly settlement: Settlement;
}

/** What the policy step lets through: work to handle now, or a verdict that passes the handler by. */
export type Admitted = { readonly kind: 'ready'; readonly work: Work } | Verdict;

/** Identity and name of a message; without a stamp, the service's id serves as both. */
export const identityOf = ({
  delivery,
  reading,
}: Pick<Work, 'delivery' | 'reading'>): { id: string; key: string } =>
  reading.kind === 'stamped'
    ? { id: reading.stamp.id, key: reading.stamp.key }
    : { id: delivery.message.id, key: delivery.message.id };

/** What the handler's codec decodes: without the envelope, where there is one. */
export const contentOf = ({ delivery, reading }: Pick<Work, 'delivery' | 'reading'>): string =>
  (reading.kind === 'stamped' ? reading.content : undefined) ?? delivery.message.content;
