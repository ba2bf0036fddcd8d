import type { MessageCopy } from '@snoozeq/queue-engine';
import { invalidParameter } from '../http/oci-error.js';
import { isoTime } from '../messages/message-json.js';
import { stateOf, type MessageState } from './message-document.js';

type StateCounts = Record<MessageState, number>;

interface ReasonCounts {
  /** Sent to a channel of the application, with the reason as the property `snoozeq-dead`. */
  inChannels: number;
  inDeadLetterQueue: number;
}

/** More would be no overview. */
const MAX_GROUPS = 1_000;
const YEAR_10_000_MS = 253_402_300_800_000;
/** Reasons are texts of the application, and may be long. */
const REASON_CHARACTERS = 200;

const none = (): StateCounts => ({ visible: 0, hidden: 0, dead: 0 });

/** Counts messages by the instant at which they are due, as their property `snoozeq-due-at` says, and by why they are dead. */
export class DueCounts {
  readonly #buckets = new Map<number, StateCounts>();
  readonly #reasons = new Map<string | null, ReasonCounts>();
  readonly #undated = none();

  constructor(private readonly widthMs: number) {}

  add(copy: MessageCopy): void {
    this.#bucketOf(copy)[stateOf(copy)] += 1;
    const reason = copy.message.properties?.['snoozeq-dead'];
    if (reason === undefined && copy.area === 'live') return;
    const counts = this.#reason(reason?.slice(0, REASON_CHARACTERS) ?? null);
    counts[copy.area === 'dead' ? 'inDeadLetterQueue' : 'inChannels'] += 1;
  }

  /** Buckets and reasons that hold messages; `reason` null: the deliveries were used up, and nobody gave a reason. */
  document() {
    return {
      due: [...this.#buckets]
        .toSorted(([a], [b]) => a - b)
        .map(([fromMs, counts]) => ({
          from: isoTime(fromMs),
          to: isoTime(fromMs + this.widthMs),
          ...counts,
        })),
      undated: this.#undated,
      dead: [...this.#reasons].map(([reason, counts]) => ({ reason, ...counts })),
    };
  }

  #bucketOf({ message }: MessageCopy): StateCounts {
    const dueMs = Date.parse(message.properties?.['snoozeq-due-at'] ?? '');
    if (!(dueMs >= 0 && dueMs < YEAR_10_000_MS)) return this.#undated;
    const fromMs = Math.floor(dueMs / this.widthMs) * this.widthMs;
    return obtain(this.#buckets, fromMs, none, 'buckets. Ask for wider ones with everySeconds');
  }

  #reason(reason: string | null): ReasonCounts {
    const fresh = () => ({ inChannels: 0, inDeadLetterQueue: 0 });
    return obtain(this.#reasons, reason, fresh, 'reasons. List the messages instead');
  }
}

const obtain = <K, V>(map: Map<K, V>, key: K, fresh: () => V, remedy: string): V => {
  const known = map.get(key);
  if (known !== undefined) return known;
  if (map.size === MAX_GROUPS) throw invalidParameter(`There are more than ${MAX_GROUPS} ${remedy}.`);
  const value = fresh();
  map.set(key, value);
  return value;
};
