import {
  admit,
  consume,
  consumerProfile,
  consumerRuntime,
  CountedActivity,
  handle,
  seededRandom,
  settle,
  systemClock,
  type HandlerContext,
  type QueueTransport,
  type Settled,
} from '@snoozeq/core';
import { defaultPolicy, dueStampV1 } from '@snoozeq/delay-policy';
import { SkippingClock, startEmulator } from '@snoozeq/emulator';
import { WireClock } from '@snoozeq/wire-clock';
import { pipe, type Observable } from 'rxjs';
import { createOciTransport } from '../oci-transport.js';
import { createQueue } from './create-queue.js';
import { anIdentity } from './identity.js';
import { WireProxy, type Interference } from './wire-proxy.js';

const { provider } = anIdentity();
const SECONDS_BETWEEN = 600;
const MOMENT_MS = 0.2;
const random = seededRandom(1);

/** What has happened to the emulator's time between two looks at it. */
export interface Interval {
  readonly realMs: number;
  readonly queueMs: number;
  readonly jumps: number;
}

/** An emulator that skips, a queue in it with a message for now and one for ten minutes later, and a consumer of its own. */
export interface SkippingStage {
  readonly clock: SkippingClock;
  /** When the second message is due. */
  readonly laterMs: number;
  /** Measures from now on; the result tells what has happened since. */
  measure(): () => Interval;
  /** Handles both messages; emits every settlement. */
  consumer(handler: (name: string, context: HandlerContext) => Promise<void> | void): Observable<Settled>;
  close(): Promise<void>;
}

const convention = dueStampV1({ maxHideMs: 43_200_000, maxDeliveries: 0 });

/** Everything over real sockets; `interference` is what happens between the consumer and the emulator. */
export const skippingStage = async (
  interference: Interference = {},
  clock = new SkippingClock({ isSkipping: true }),
): Promise<SkippingStage> => {
  const emulator = await startEmulator({ clock, random, auth: 'off' });
  const queueId = await createQueue(emulator.origin, provider);
  const proxy = new WireProxy(emulator.origin, interference);
  const common = { queueId, credentials: provider, processClock: systemClock, random };
  const publisher = createOciTransport({ ...common, endpoint: emulator.origin });
  const laterMs = await publish(publisher, clock);
  const activity = new CountedActivity('consumer');
  const follower = await WireClock.connect({ url: emulator.origin, activity, processClock: systemClock });
  const transport = createOciTransport({ ...common, endpoint: await proxy.start(), activity });
  let jumps = 0;
  clock.listen(() => (jumps += 1));
  return {
    clock,
    laterMs,
    measure: () => {
      const [from, before] = [bothTimes(clock), jumps];
      return () => {
        const to = bothTimes(clock);
        return { realMs: to.realMs - from.realMs, queueMs: to.queueMs - from.queueMs, jumps: jumps - before };
      };
    },
    consumer: (handler) => consumerOf(transport, follower, handler),
    close: async () => {
      await Promise.all([transport.close(), publisher.close(), follower.close()]);
      await proxy.stop();
      clock.close();
      await emulator.close();
    },
  };
};

/** Real time and queue time of one moment: read again when the machine did something else in between. */
const bothTimes = (clock: SkippingClock): { readonly realMs: number; readonly queueMs: number } => {
  for (;;) {
    const [realMs, queueMs] = [systemClock.now(), clock.now()];
    if (systemClock.now() - realMs < MOMENT_MS) return { realMs, queueMs };
  }
};

const publish = async (publisher: QueueTransport, clock: SkippingClock): Promise<number> => {
  const laterMs = Math.ceil(clock.now()) + SECONDS_BETWEEN * 1_000;
  const stamp = { attempts: 0, relays: 0 };
  await publisher.send([
    { content: '"now"', lane: 'ready', properties: convention.write({ ...stamp, id: '1', key: 'now' }) },
    {
      content: '"later"',
      lane: 'ready',
      properties: convention.write({ ...stamp, id: '2', key: 'later', dueAtMs: laterMs }),
    },
  ]);
  return laterMs;
};

const consumerOf = (
  transport: QueueTransport,
  follower: WireClock,
  handler: (name: string, context: HandlerContext) => Promise<void> | void,
): Observable<Settled> => {
  const runtime = consumerRuntime({
    transport,
    policy: defaultPolicy(),
    convention,
    profile: consumerProfile(),
    maxDeliveries: 0,
    queueClock: follower,
    processClock: systemClock,
    random,
    activity: follower.activity,
    events: () => undefined,
  });
  return consume(
    runtime,
    pipe(admit(runtime), handle<string>(runtime, { handle: handler }), settle(runtime)),
  );
};
