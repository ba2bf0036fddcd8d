import { expect } from '@jest/globals';
import type { EmulatorOptions } from '../emulator-options.js';
import { connectStomp, frameText, openStomp, type ReceivedFrame, type StompProbe } from './stomp-probe.js';
import { startTestEmulator, type TestEmulator } from './test-emulator.js';

type Headers = Readonly<Record<string, string | undefined>>;

/** An emulator that serves STOMP, one queue, and a STOMP client beside Oracle's. */
export class StompStage {
  #emulator: TestEmulator | undefined;
  #probe: StompProbe | undefined;
  queueId = '';

  get t(): TestEmulator {
    if (!this.#emulator) throw new Error('start first');
    return this.#emulator;
  }

  get probe(): StompProbe {
    if (!this.#probe) throw new Error('connect first');
    return this.#probe;
  }

  /** Another emulator in the place of the one before. */
  async start(options: EmulatorOptions = {}): Promise<void> {
    await this.stop();
    this.#emulator = await startTestEmulator({ stomp: { port: 0 }, ...options });
    this.queueId = await this.t.createQueue({ visibilityInSeconds: 30, retentionInSeconds: 3_600 });
  }

  async stop(): Promise<void> {
    this.#probe?.close();
    await this.#emulator?.close();
    this.#emulator = undefined;
  }

  async open(): Promise<StompProbe> {
    this.#probe = await openStomp(this.t.emulator.stomp?.port ?? 0);
    return this.#probe;
  }

  async connect(headers: Headers = {}): Promise<void> {
    this.#probe = await connectStomp(this.t, headers);
  }

  send(command: string, headers: Headers, body = ''): void {
    this.probe.send(frameText(command, headers, body));
  }

  subscribe(more: Headers = {}): void {
    this.send('SUBSCRIBE', { id: 's', ack: 'client-individual', destination: this.queueId, ...more });
  }

  next(): Promise<ReceivedFrame> {
    return this.probe.next();
  }

  /** The ERROR that comes next, after which the connection has ended. */
  async error(): Promise<ReceivedFrame> {
    const frame = await this.next();
    expect(frame.command).toBe('ERROR');
    await this.probe.ended;
    return frame;
  }

  async put(content: string, channelId?: string): Promise<void> {
    const message = { content, ...(channelId !== undefined && { metadata: { channelId } }) };
    await this.t.client.putMessages({
      queueId: this.queueId,
      putMessagesDetails: { messages: [message] },
    });
  }

  async get() {
    const { getMessages } = await this.t.client.getMessages({
      queueId: this.queueId,
      timeoutInSeconds: 0,
      visibilityInSeconds: 30,
    });
    return getMessages.messages;
  }

  async hide(messageReceipt: string, visibilityInSeconds: number): Promise<void> {
    const updateMessageDetails = { visibilityInSeconds };
    await this.t.client.updateMessage({ queueId: this.queueId, messageReceipt, updateMessageDetails });
  }

  async delete(messageReceipt: string): Promise<void> {
    await this.t.client.deleteMessage({ queueId: this.queueId, messageReceipt });
  }

  /** `[visible, in flight]`. */
  async counts(): Promise<readonly [number, number]> {
    const { queueStats } = await this.t.client.getStats({ queueId: this.queueId });
    const { visibleMessages = 0, inFlightMessages = 0 } = queueStats.queue ?? {};
    return [visibleMessages, inFlightMessages];
  }
}
