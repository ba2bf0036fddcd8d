/** STOMP 1.0, 1.1 and 1.2, in the words of `accept-version`. */
export type StompVersion = '1.0' | '1.1' | '1.2';

/** A frame of a client. Of headers with one name the first counts. */
export interface Frame {
  readonly command: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** A frame of the server. */
export interface ServerFrame {
  readonly command: 'CONNECTED' | 'MESSAGE' | 'RECEIPT' | 'ERROR';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}
