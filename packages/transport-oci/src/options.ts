import type { Activity, Clock, DurationMs, RandomSource } from '@snoozeq/core';
import type { OciCredentials } from './credentials.js';

/** What every conversation with the service needs. */
export interface OciSessionOptions {
  readonly credentials: OciCredentials;
  /** Measures deadlines. Give the process clock, never a clock that skips. */
  readonly processClock: Clock;
  /** Makes the name of the default activity. */
  readonly random: RandomSource;
  /** Told about every open call. Default: counts nothing, and has a random name. */
  readonly activity?: Activity;
  /** Deadline of a call that does not wait for messages. Default 10 000. */
  readonly callTimeoutMs?: DurationMs;
  /**
   * Most sockets at one time, 2 or more. Default 32. A quarter of them (at least one) is kept free of long polls, so that polls can
   * never hold up a delete; further polls wait for a free one.
   */
  readonly maxConnections?: number;
}

export interface OciTransportOptions extends OciSessionOptions {
  /** OCID of the queue. */
  readonly queueId: string;
  /** The `messagesEndpoint` of the queue, as `readQueueSettings` or the Console tell it; not the regional endpoint. */
  readonly endpoint: string;
  /** A long poll fails when its wait and this have passed without a reply. Default 5 000. */
  readonly pollGraceMs?: DurationMs;
  /** Most bytes of one message: content, property names and property values. Default 262 144 (OCI limit, documented; 131 072 on older pages). */
  readonly maxMessageBytes?: number;
}

export interface QueueSettingsOptions extends OciSessionOptions {
  /** OCID of the queue. */
  readonly queueId: string;
  /** The regional endpoint, such as `https://messaging.eu-frankfurt-1.oci.oraclecloud.com`. */
  readonly adminEndpoint: string;
  /** As in `OciTransportOptions`; the service does not tell it. Default 262 144. */
  readonly maxMessageBytes?: number;
}
