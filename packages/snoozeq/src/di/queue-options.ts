import type { Clock, Codec, Journal, QueueSettings, QueueTransport } from '@snoozeq/core';
import type { DelayPolicyOptions } from '@snoozeq/delay-policy/di';
import type { OciCredentials } from '@snoozeq/transport-oci';
import type { ContainerModule } from 'inversify';

/** Where a queue is and who asks: the part that a producer and a consumer share. */
export interface QueueOptions {
  /** OCID of the queue. */
  readonly queue: string;
  /** Default: `~/.oci/config`, then `$OCI_CONFIG_FILE`. */
  readonly configFile?: string;
  /** Default: `DEFAULT`. */
  readonly profile?: string;
  /** A provider of Oracle's SDK (instance principal, session token) in place of `configFile` and `profile`. */
  readonly credentials?: OciCredentials;
  /** Regional endpoint, asked once for the settings of the queue. Default: told by the OCID, in the commercial realm. */
  readonly adminEndpoint?: string;
  /** Where messages go. Default: the `messagesEndpoint` that the queue itself names. */
  readonly endpoint?: string;
  /** The settings of the queue, when they should not be asked for (that needs the permission QUEUE_READ). */
  readonly settings?: QueueSettings;
  /** Another transport in place of OCI Queue; it is not closed. Give `settings` with it. */
  readonly transport?: QueueTransport;
  /** Limits of attempts, back-off, or a policy of your own; default: `defaultPolicy()`. A producer uses its planner part. */
  readonly policy?: DelayPolicyOptions;
  /** How bodies become text. Default: JSON. */
  readonly codec?: Codec<unknown>;
  /**
   * Keeps what became of messages, without their bodies: `memoryJournal()` in one process, `fileJournal({ folder })` of
   * `@snoozeq/core/journal-file` on one host. Default: none.
   */
  readonly journal?: Journal;
  /** All time: due times, leases, back-off, drain. Default: system time. For a clock that skips, rebind `QUEUE_CLOCK` only. */
  readonly clock?: Clock;
  /** Begins every `opc-request-id`, to find calls in Oracle's logs; a random part is added. Default `snoozeq`. */
  readonly name?: string;
  /** Further container modules, loaded last: `rebind` replaces any part, and a bound `TRANSPORT` takes the place of OCI Queue. */
  readonly modules?: readonly ContainerModule[];
}
