import { join } from 'node:path';
import type { QueueInspection, QueueTransport } from '@snoozeq/core';
import { seededRandom, systemClock } from '@snoozeq/core/base';
import { createOciTransport } from '@snoozeq/transport-oci';
import type { StompPlace } from './stomp-harness.js';

/** The same queue over REST. Signed with the key that lies beside the auth token. */
export const restTransport = ({ origin, queueId, directory }: StompPlace): QueueTransport & QueueInspection =>
  createOciTransport({
    queueId,
    endpoint: origin,
    credentials: { configFile: join(directory, 'config'), profile: 'DEFAULT' },
    processClock: systemClock,
    random: seededRandom(1),
  });
