import type { Socket } from 'node:net';
import type { CallRecord } from '../../events/call-log.js';
import { COMMANDS } from '../commands/index.js';
import type { Frame, ServerFrame, StompVersion } from '../frames/frame.js';
import { HEAD_BOUNDS } from '../frames/frame-bounds.js';
import { FrameReader } from '../frames/frame-reader.js';
import { writeFrame } from '../frames/write-frame.js';
import type { Session, StompService } from '../session.js';
import { StompError, asStompError, malformed, unsupported } from '../stomp-error.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { errorFrame } from './error-frame.js';
import { HeartBeats, type HeartBeatAgreement } from './heart-beats.js';
import { Pace } from './pace.js';
import { Patience } from './patience.js';
import { untilWritable } from './until-writable.js';

/** How long a client may take to read the last bytes. */
const LINGER_MS = 1_000;

/** One client: its frames are worked on in their order, and no faster than it reads the replies. */
export class Connection implements Session {
  version: StompVersion | undefined;
  readonly subscriptions = new Map<string, Subscription>();
  readonly #reader: FrameReader;
  readonly #heartBeats: HeartBeats;
  readonly #patience: Patience;
  readonly #in: Pace;
  readonly #out: Pace;
  #replies: ServerFrame[] = [];
  #isEnding = false;

  constructor(
    readonly id: string,
    private readonly socket: Socket,
    readonly service: StompService,
  ) {
    const { limits, realClock } = service.context;
    this.#reader = new FrameReader({ ...HEAD_BOUNDS, bodyBytes: limits.largeMessageBytes.max });
    this.#heartBeats = new HeartBeats(realClock, {
      send: () => void (socket.writableNeedDrain || socket.write('\n')),
      missed: () => this.fail(new StompError('HeartBeatMissed', 'No heart-beat came when one was promised.')),
    });
    this.#patience = new Patience(realClock, (error) => this.fail(error));
    [this.#in, this.#out] = [
      new Pace(limits.stompRate.max, realClock),
      new Pace(limits.stompRate.max, realClock),
    ];
  }

  /** Resolves when the connection has ended; never rejects. */
  async run(): Promise<void> {
    this.socket.setNoDelay(true);
    this.#patience.waitForLogin();
    try {
      for await (const chunk of this.socket) await this.#take(chunk as Buffer);
    } catch {
      // The client has gone without a word, which is its right.
    } finally {
      this.#stop();
      this.socket.destroy();
    }
  }

  connected(version: StompVersion, heartBeats: HeartBeatAgreement): void {
    this.version = this.#reader.version = version;
    this.#patience.stop();
    this.#heartBeats.start(heartBeats);
  }

  reply(frame: ServerFrame): void {
    this.#replies.push(frame);
  }

  push(frames: readonly ServerFrame[]): void {
    if (this.#isEnding || this.socket.destroyed || frames.length === 0) return;
    const bytes = Buffer.concat(frames.map((frame) => writeFrame(frame, this.version ?? '1.0')));
    this.#out.passed(bytes.length);
    this.socket.write(bytes);
  }

  untilPushable(): Promise<void> | undefined {
    return untilWritable(this.socket) ?? this.#out.untilOpen();
  }

  fail(error: unknown, receipt?: string): void {
    const known = asStompError(error) ?? new StompError('InternalServerError', 'The emulator has failed.');
    if (!asStompError(error) && error instanceof Error) this.service.reportFault(error);
    this.push([errorFrame(known, receipt)]);
    this.end();
  }

  end(): void {
    this.#stop();
    this.socket.end();
    const { realClock } = this.service.context;
    const destroy = (): void => void this.socket.destroy();
    this.socket.once('close', realClock.schedule(realClock.now() + LINGER_MS, destroy));
  }

  record(call: CallRecord, by = this.id): void {
    const { context, answered } = this.service;
    answered({ ...call, atMs: context.queues.nowMs(), status: 200, requestId: by });
  }

  async #take(chunk: Buffer): Promise<void> {
    // What comes after the end is read and forgotten: while bytes are unread, closing would take the ERROR back.
    if (this.#isEnding) return;
    const { clock } = this.service;
    this.#heartBeats.heard();
    this.#in.passed(chunk.length);
    clock.requestReceived(this.id, false);
    try {
      await clock.moving;
      await this.#work(chunk);
    } finally {
      clock.requestEnded(this.id);
    }
    await (untilWritable(this.socket) ?? this.#in.untilOpen());
  }

  /** One chunk is one write to the store, however many frames it holds. */
  async #work(chunk: Buffer): Promise<void> {
    const outcome = this.#carryOut(chunk);
    const replies = this.#replies;
    this.#replies = [];
    try {
      await this.service.store.settled();
    } catch (error) {
      return this.fail(new StompError('ServiceUnavailable', error instanceof Error ? error.message : ''));
    }
    this.push(replies);
    if (outcome.kind === 'failed') this.fail(outcome.error, outcome.receipt);
    else if (outcome.kind === 'over') this.end();
    else if (this.version !== undefined) this.#patience.waitForFrame(this.#reader.isInFrame);
  }

  #carryOut(chunk: Buffer): Outcome {
    let frame: Frame | undefined;
    try {
      for (frame of this.#reader.read(chunk)) {
        this.#carryOutOne(frame);
        if (frame.command === 'DISCONNECT') return { kind: 'over' };
        frame = undefined;
      }
      return { kind: 'on' };
    } catch (error) {
      return { kind: 'failed', error, receipt: frame?.headers.get('receipt') };
    }
  }

  #carryOutOne(frame: Frame): void {
    const { command, headers } = frame;
    const { failure } = this.service.store;
    if (failure) throw new StompError('ServiceUnavailable', failure.message);
    const carryOut = COMMANDS.get(command);
    if (!carryOut) throw unsupported(`${command.slice(0, 64)} is no command of a STOMP client.`);
    const isLogin = command === 'CONNECT' || command === 'STOMP';
    if (isLogin !== (this.version === undefined)) {
      throw malformed(
        isLogin ? 'The connection has logged in already.' : 'The first frame is CONNECT or STOMP.',
      );
    }
    carryOut(frame, this);
    const receipt = headers.get('receipt');
    if (receipt !== undefined && !isLogin)
      this.reply({ command: 'RECEIPT', headers: { 'receipt-id': receipt } });
  }

  #stop(): void {
    this.#isEnding = true;
    this.#patience.stop();
    this.#heartBeats.stop();
    for (const subscription of this.subscriptions.values()) subscription.end();
    this.subscriptions.clear();
  }
}

type Outcome =
  | { readonly kind: 'on' | 'over' }
  | { readonly kind: 'failed'; readonly error: unknown; readonly receipt: string | undefined };
