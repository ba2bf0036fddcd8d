import type { StompPlace } from './stomp-place.js';

/** Over what a command reaches its queue. */
export const TRANSPORTS = ['memory', 'oci', 'stomp', 'hybrid'] as const;
export type TransportName = (typeof TRANSPORTS)[number];

/** A queue of the service. */
interface RemoteQueue {
  readonly queueId: string;
  /** Where messages go; absent: where the queue itself says. */
  readonly endpoint?: string;
  readonly adminEndpoint: string;
  readonly credentials: { readonly configFile?: string; readonly profile?: string };
}

/** Which queue, and over what it is reached. `memory`: a queue in this process, which is empty at first and ends with it. */
export type QueuePlace =
  | { readonly transport: 'memory' }
  | ({ readonly transport: 'oci' } & RemoteQueue)
  | ({ readonly transport: 'stomp'; readonly stomp: StompPlace } & RemoteQueue)
  /** Without `stomp` all goes over REST: enough for who sends to consumers that are pushed. */
  | ({ readonly transport: 'hybrid'; readonly stomp?: StompPlace } & RemoteQueue);

/** How the due stamp travels there: properties do not come along over STOMP. */
export const stampOf = ({ transport }: Pick<QueuePlace, 'transport'>): 'properties' | 'envelope' =>
  transport === 'stomp' || transport === 'hybrid' ? 'envelope' : 'properties';
