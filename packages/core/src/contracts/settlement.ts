import type { FinalDecision } from './decision.js';
import type { Delivery } from './delivery.js';
import type { SettleStatus } from './transport.js';

/** How a delivery ends. */
export type Settlement = { readonly kind: 'complete' } | FinalDecision;

/** A settlement that was carried out, and whether the service still let us. */
export interface Settled {
  readonly delivery: Delivery;
  readonly settlement: Settlement;
  readonly status: SettleStatus;
}
