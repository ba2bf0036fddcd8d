import type {
  DurationMs,
  EpochMs,
  Message,
  Sealable,
  Stamp,
  StampConvention,
  StampReading,
} from '@snoozeq/core';
import { parseInstant } from '../time/instant.js';
import { countDeliveries, type CountLimits } from './count-deliveries.js';
import { openEnvelope, sealEnvelope, type Opened } from './envelope.js';
import { DEFAULT_HORIZON_MS, readStamp } from './read-stamp.js';
import { DEAD, DUE_AT, hasStamp, ID, KEY, withoutStamp, type StampProperties } from './stamp-properties.js';
import { writeStamp } from './write-stamp.js';

export interface DueStampOptions extends CountLimits {
  /** A due time further ahead than this is not believed, and the message is poison. Default 400 days. */
  readonly horizonMs?: DurationMs;
  /** Whether a message without a stamp is due at once; otherwise it is poison. Default: true for properties, false for envelopes. */
  readonly acceptUnstamped?: boolean;
}

/** A convention that can also tell its properties alone. */
export interface PropertiesConvention extends StampConvention {
  write(stamp: Stamp): Readonly<Record<string, string>>;
}

/**
 * Wire convention v1: the due stamp as `snoozeq-…` custom properties. Reads envelopes too. A message with neither is unstamped and
 * due at once; one with an id but no due time is stamped and due at once.
 */
export const dueStampV1 = (options: DueStampOptions): PropertiesConvention => ({
  ...readerOf({ acceptUnstamped: true, ...options }),
  seal: (message, stamp) => ({ ...message, properties: sealedProperties(message, stamp) }),
  write: writeStamp,
});

/**
 * Wire convention v1 where properties cannot travel: the due stamp as an envelope around the content. Reads properties too. What has
 * neither is poison unless `acceptUnstamped` is set: its stamp may have been lost on the way.
 */
export const envelopeStampV1 = (options: DueStampOptions): StampConvention => ({
  ...readerOf({ acceptUnstamped: false, ...options }),
  seal: ({ content, properties = {} }, stamp) => {
    const others = withoutStamp(properties);
    return {
      content: sealEnvelope(content, writeStamp(stamp)),
      ...(Object.keys(others).length > 0 && { properties: others }),
    };
  },
});

/**
 * A successor gets the new stamp alone. A dead letter keeps what it died of, its identity too: of a stamp that cannot be read, the
 * consumer knows no other one than the service's.
 */
const sealedProperties = ({ properties = {} }: Sealable, stamp: Stamp): StampProperties => {
  if (stamp.dead === undefined) return { ...withoutStamp(properties), ...writeStamp(stamp) };
  const { [ID]: id, [KEY]: key } = properties;
  return { ...properties, ...writeStamp(stamp), ...(id && { [ID]: id, [KEY]: key || id }) };
};

type Reader = Pick<StampConvention, 'read' | 'count'>;

const readerOf = (options: DueStampOptions): Reader => ({
  read: (message, nowMs) => read(message, nowMs, options),
  count: (delivery, reading) => countDeliveries(delivery, reading, options),
});

const read = (message: Message, nowMs: EpochMs, options: DueStampOptions): StampReading => {
  const bounds = { nowMs, horizonMs: options.horizonMs ?? DEFAULT_HORIZON_MS };
  const envelope = openEnvelope(message.content);
  if (hasStamp(message.properties)) {
    const disagreement = disagreementOf(message.properties, envelope);
    if (disagreement !== undefined) return { kind: 'malformed', reason: disagreement };
    const reading = readStamp(message.properties, message.id, bounds);
    return reading.kind === 'stamped' && isOf(message.properties, envelope)
      ? { ...reading, content: envelope.content }
      : reading;
  }
  if (envelope.kind === 'opened') {
    const reading = readStamp(envelope.properties, message.id, bounds);
    return reading.kind === 'stamped' ? { ...reading, content: envelope.content } : reading;
  }
  if (envelope.kind === 'malformed') return envelope;
  return options.acceptUnstamped ? { kind: 'unstamped' } : { kind: 'malformed', reason: NO_STAMP };
};

const NO_STAMP = 'it carries no due stamp, and this consumer takes none without (acceptUnstamped)';

/** Both were written for this message. Another identity means that the content only looks like an envelope of ours. */
const isOf = (
  properties: StampProperties,
  envelope: Opened,
): envelope is Extract<Opened, { kind: 'opened' }> =>
  envelope.kind === 'opened' && envelope.properties[ID] === properties[ID];

/** One of them is wrong, and a guess could be early. A dead letter keeps what it died of. */
const disagreementOf = (properties: StampProperties, envelope: Opened): string | undefined =>
  properties[DEAD] === undefined &&
  isOf(properties, envelope) &&
  parseInstant(envelope.properties[DUE_AT] ?? '') !== parseInstant(properties[DUE_AT] ?? '')
    ? `${DUE_AT} and the dueAt of the envelope differ`
    : undefined;
