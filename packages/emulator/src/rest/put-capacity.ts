import type { PutEntry } from '@snoozeq/queue-engine';
import type { EmulatorContext } from '../http/emulator-context.js';
import { limitExceeded, tooManyRequests, type OciError } from '../http/oci-error.js';
import type { Limit } from '../limits/limits.js';
import type { QueueContents } from '../queues/queue-contents.js';
import type { QueueResource } from '../queues/queue-resource.js';

type Context = Pick<EmulatorContext, 'limits' | 'modes' | 'queues'>;

/** Whether a queue, its channels and its tenancy have room for the messages of one put, taken one by one in their order. */
export class PutCapacity {
  readonly #newChannels = new Set<string>();
  readonly #channelBytes = new Map<string, number>();
  #bytes = 0;

  constructor(
    private readonly queue: QueueResource,
    private readonly contents: QueueContents,
    private readonly context: Context,
  ) {}

  /** Takes room for a message. The refusal when there is none; then nothing is taken. */
  take({ content, channel }: PutEntry): OciError | undefined {
    const bytes = Buffer.byteLength(content);
    const refusal = this.#storage(bytes, channel) ?? this.#channels(channel);
    if (refusal) return refusal;
    this.#bytes += bytes;
    if (channel !== undefined) {
      this.#channelBytes.set(channel, (this.#channelBytes.get(channel) ?? 0) + bytes);
      if (!this.contents.hasChannel(channel)) this.#newChannels.add(channel);
    }
    return undefined;
  }

  #storage(bytes: number, channel: string | undefined): OciError | undefined {
    const { queueBytes, tenancyBytes } = this.context.limits;
    const { storedBytes } = this.contents;
    const more = this.#bytes + bytes;
    if (storedBytes + more > queueBytes.max) return this.#full('The queue', storedBytes + more, queueBytes);
    if (tenancyBytes.max < Infinity && this.context.queues.storedBytes + more > tenancyBytes.max) {
      return this.#full('The tenancy', this.context.queues.storedBytes + more, tenancyBytes);
    }
    return channel === undefined ? undefined : this.#channelShare(bytes, channel);
  }

  #channelShare(bytes: number, channel: string): OciError | undefined {
    const { queueBytes } = this.context.limits;
    const { channelConsumptionLimit: percent } = this.queue;
    if (percent === 100) return undefined;
    const before = this.contents.channelBytes(channel) + (this.#channelBytes.get(channel) ?? 0);
    const share = { ...queueBytes, max: Math.floor((queueBytes.max * percent) / 100) };
    return before + bytes > share.max
      ? this.#full(`The channel, with a channelConsumptionLimit of ${percent} %,`, before + bytes, share)
      : undefined;
  }

  #full(what: string, bytes: number, limit: Limit): OciError {
    const problem = `${what} would store ${bytes} bytes, allowed are ${limit.max}`;
    return this.context.modes.storageFull === 'throttle'
      ? tooManyRequests(problem, limit)
      : limitExceeded(`${problem} (${limit.source}). Consume messages, or wait until they expire.`);
  }

  #channels(channel: string | undefined): OciError | undefined {
    const { channels } = this.context.limits;
    if (channel === undefined || channels.max === Infinity) return undefined;
    if (this.#newChannels.has(channel) || this.contents.hasChannel(channel)) return undefined;
    const count = this.contents.channelCount() + this.#newChannels.size + 1;
    if (count <= channels.max) return undefined;
    const problem = `The queue would have ${count} channels, allowed are ${channels.max}`;
    return this.context.modes.channelsFull === 'throttle'
      ? tooManyRequests(problem, channels)
      : limitExceeded(`${problem} (${channels.source}). Empty a channel or use an existing one.`);
  }
}
