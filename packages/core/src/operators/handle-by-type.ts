import type { Observable } from 'rxjs';
import type { ConsumerRuntime } from '../consumer/consumer-runtime.js';
import { runHandler } from '../consumer/handler-runner.js';
import { jsonCodec } from '../consumer/json-codec.js';
import type { Verdict, Work } from '../consumer/work.js';
import type { Codec } from '../contracts/codec.js';
import type { MessageHandler } from '../contracts/handler.js';
import { handleEach, type Handling } from './handle.js';

/** A handler and the codec of its bodies, as one: routes of different bodies fit one table. */
export type Route = (runtime: ConsumerRuntime, work: Work) => Observable<Verdict>;

/** @param codec turns content into a body; default: JSON */
export const route =
  <TBody>(handler: MessageHandler<TBody>, codec: Codec<TBody> = jsonCodec<TBody>()): Route =>
  (runtime, work) =>
    runHandler(runtime, handler, codec, work);

/**
 * As `handle`, with a handler for each type of message (`snoozeq-type`). What no route is for, and what names no type, goes to `other`;
 * without one it is dead-lettered with the reason.
 */
export const handleByType = (
  runtime: ConsumerRuntime,
  routes: ReadonlyMap<string, Route>,
  other: Route = unroutable([...routes.keys()]),
): Handling => handleEach(runtime, (work) => (routes.get(typeOf(work) ?? '') ?? other)(runtime, work));

const typeOf = ({ reading }: Work): string | undefined =>
  reading.kind === 'stamped' ? reading.stamp.type : undefined;

/** A handler like any other, so that its start and its end are told; the body is not looked at. */
const unroutable = (types: readonly string[]): Route =>
  route<undefined>(
    {
      handle: (_body, { type }) => ({
        kind: 'dead-letter',
        reason: `${type === undefined ? 'it names no type' : `no handler for type ${type}`}; there are handlers for ${types.join(', ')}`,
      }),
    },
    { encode: () => '', decode: () => undefined },
  );
