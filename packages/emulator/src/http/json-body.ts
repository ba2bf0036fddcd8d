import type { FastifyInstance } from 'fastify';
import { invalidParameter } from './oci-error.js';

/** Keeps the bytes of a body for the signature check; they are parsed after it, see `parseJsonBody`. */
export const keepRawBody = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers();
  // The name that nearly all requests carry is found at once; of the others Fastify takes the value apart each time.
  app.addContentTypeParser(['application/json', '*'], { parseAs: 'buffer' }, (request, body, done) => {
    request.rawBody = Buffer.isBuffer(body) && body.length > 0 ? body : undefined;
    done(null, undefined);
  });
};

/** To be added after the signature hooks. @throws OciError 400 for a body that is not JSON, or nested too deep */
export const parseJsonBody = (scope: FastifyInstance): void => {
  scope.addHook('preValidation', (request, _reply, done) => {
    if (request.rawBody) request.body = parsed(request.rawBody);
    done();
  });
};

/** Text that is no UTF-8 would come back as other text. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** No body of the API comes near. Beyond some thousands a value can be read, but not be written again. */
const MAX_DEPTH = 32;

const isDeeperThan = (depth: number, value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if (depth === 0) return true;
  const parts: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  for (const part of parts) if (isDeeperThan(depth - 1, part)) return true;
  return false;
};

const parsed = (body: Buffer): unknown => {
  const value = parse(body);
  if (!isDeeperThan(MAX_DEPTH, value)) return value;
  throw invalidParameter(`The body is nested more than ${MAX_DEPTH} deep. Send it flatter.`);
};

const parse = (body: Buffer): unknown => {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    // The parser's own text quotes the body, which must not reach a reply or a log.
    throw invalidParameter('The body is not JSON in UTF-8. Send one JSON object.');
  }
};
