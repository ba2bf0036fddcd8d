import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

const CHUNK_CHARACTERS = 64 * 1024;

/** Sends one JSON line for each value, as fast as the client reads: a part of the text is made when it is asked for. */
export const sendLines = (reply: FastifyReply, values: Iterable<unknown>): FastifyReply =>
  reply.type('application/x-ndjson').send(Readable.from(chunks(values), { objectMode: false }));

function* chunks(values: Iterable<unknown>): Iterable<string> {
  let chunk = '';
  for (const value of values) {
    chunk += `${JSON.stringify(value)}\n`;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}
