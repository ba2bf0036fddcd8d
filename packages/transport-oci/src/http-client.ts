import { QueueError } from '@snoozeq/core';
import type * as common from 'oci-common';
import type { Dispatcher } from 'undici';
import { parseWithExactIds } from './exact-ids.js';
import { exchange, type HttpReply } from './http-exchange.js';
import { serviceFailureOf, type SentCall } from './service-failure.js';
import type { SignRequest } from './signer.js';

/**
 * The HTTP client that the SDK's clients are given: own signature, own connections, cancelling per call.
 *
 * It never fails and always reports success. The SDK's retrier writes every failure that it sees to the console, loses its cause
 * and the `Retry-After`, so it sees none: the failure is kept until the SDK asks for the parsed body, outside the retrier, and is
 * thrown from there. Only operations that read a body may be called through it; those of the ports and GetQueue do.
 */
export const createHttpClient = (
  sign: SignRequest,
  dispatcher: Dispatcher,
  signalOf: (requestId: string | null) => AbortSignal | undefined,
): common.HttpClient => ({
  async send(request, _excludeBody, _service, operation, timestamp) {
    // The wall-clock time comes from the SDK: a signature needs it, and the injected clocks do not follow the wall clock.
    const sentAt = new Date(timestamp ?? Number.NaN);
    try {
      await sign(request, sentAt.toUTCString());
      const reply = await exchange(dispatcher, request, signalOf(request.headers.get('opc-request-id')));
      const sent = { operation: operation ?? '', sentAtMs: sentAt.getTime() };
      return answer(
        () => bodyOf(reply, sent),
        (name) => reply.header(name),
      );
    } catch (thrown) {
      return answer(() => {
        throw thrown;
      });
    }
  },
});

const bodyOf = (reply: HttpReply, sent: SentCall): unknown => {
  if (reply.status < 200 || reply.status > 299) throw serviceFailureOf(reply, sent);
  try {
    return parseWithExactIds(reply.text);
  } catch {
    // The parser's own error quotes the text, which may be a message body.
    throw new QueueError(
      'unavailable',
      `the answer to ${sent.operation} (${reply.status}, ${Buffer.byteLength(reply.text)} bytes) is not JSON. Check the endpoint, and that no proxy answers in its place.`,
    );
  }
};

/** As much of a response as the SDK looks at; a real one for each call costs more than the rest of this file. */
const answer = (
  body: () => unknown,
  header: (name: string) => string | undefined = () => undefined,
): Response => {
  const headers = { get: (name: string) => header(name) ?? null } as Headers;
  return { ok: true, status: 200, headers, json: async () => body() } as Response;
};
