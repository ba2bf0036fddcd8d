/** Turns a body into message content and back. Throws on content that it cannot read: such a message is dead-lettered. */
export interface Codec<TBody> {
  encode(body: TBody): string;
  decode(content: string): TBody;
}
