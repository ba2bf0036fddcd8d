import type { Dispatcher } from 'undici';
import type * as common from 'oci-common';

export interface HttpReply {
  readonly status: number;
  header(name: string): string | undefined;
  readonly text: string;
}

/** Sends a signed request and reads the whole answer. Rejects with the reason of `signal` when that fires. */
export const exchange = async (
  dispatcher: Dispatcher,
  request: common.HttpRequest,
  signal: AbortSignal | undefined,
): Promise<HttpReply> => {
  const url = new URL(request.uri);
  const { statusCode, headers, body } = await dispatcher.request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method: request.method,
    headers: Object.fromEntries(request.headers.entries()),
    ...(typeof request.body === 'string' ? { body: request.body } : {}),
    ...(signal ? { signal } : {}),
  });
  const text = await body.text();
  return { status: statusCode, header: (name) => first(headers[name]), text };
};

const first = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;
