import type { Activity, Clock, DurationMs } from '@snoozeq/core';

/** How to reach the queue over STOMP, and as whom. */
export interface StompOptions {
  /** OCID of the queue. */
  readonly queueId: string;
  /** Of the messages endpoint of the queue, without a scheme. */
  readonly host: string;
  /** Default 61613, as on OCI. */
  readonly port?: number;
  /** `off` is for the emulator: OCI has TLS only. `ca`: a certificate to trust, in PEM form. Default: TLS with the system's certificates. */
  readonly tls?: 'off' | { readonly ca: string };
  /** `<tenancy name>/<user name>`, or `<tenancy name>/oracleidentitycloudservice/<user name>`. */
  readonly login: string;
  /** An auth token of that user, as OCI has shown it. Never logged. */
  readonly authToken: string;
  /** Measures deadlines and back-off. */
  readonly processClock: Clock;
  /** Told about every open receive, for clocks that skip. Default: nobody is told. */
  readonly activity?: Activity;
  /** Deadline of the login, and of each confirmation. Default 10 000. */
  readonly callTimeoutMs?: DurationMs;
  /** The first reconnection waits that long, each further one twice as long, at most 30 000. Default 250. */
  readonly reconnectBaseMs?: DurationMs;
  /** Most bytes of one message. Default 262 144 (OCI limit, documented; 131 072 on older pages). */
  readonly maxMessageBytes?: number;
}
