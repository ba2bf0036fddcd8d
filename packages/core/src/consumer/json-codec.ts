import type { Codec } from '../contracts/codec.js';

/** Bodies as JSON text. Decoding does not check the shape: validate in your handler, or bind a codec that does. */
export const jsonCodec = <TBody>(): Codec<TBody> => ({
  encode: (body) => JSON.stringify(body),
  decode: (content) => JSON.parse(content) as TBody,
});
