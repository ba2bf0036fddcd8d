import { malformed } from '../stomp-error.js';
import { unescaped } from './escapes.js';
import type { Frame, StompVersion } from './frame.js';
import type { FrameBounds } from './frame-bounds.js';

export type Head = Pick<Frame, 'command' | 'headers'>;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const COMMAND = /^[A-Z]+$/;
/** They are sent before a version is agreed on, so without escapes. */
const UNESCAPED: ReadonlySet<string> = new Set(['CONNECT', 'STOMP']);

/**
 * Command and headers, from the bytes before the empty line. Lines may end with CR LF, which 1.2 allows and CONNECT must.
 * @throws StompError that does not quote the headers: they may hold the passcode
 */
export const readHead = (bytes: Buffer, version: StompVersion, bounds: FrameBounds): Head => {
  const [command = '', ...lines] = decoded(bytes)
    .split('\n')
    .map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  if (!COMMAND.test(command)) throw malformed('A frame begins with a command in capital letters.');
  if (lines.length > bounds.headers) {
    throw malformed(`The frame has ${lines.length} headers, allowed are ${bounds.headers}. Send fewer.`);
  }
  const rule = UNESCAPED.has(command) ? '1.0' : version;
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon <= 0) throw malformed('A header is a name, a colon and a value.');
    const name = unescaped(line.slice(0, colon), rule);
    if (!headers.has(name)) headers.set(name, headerValue(line.slice(colon + 1), rule));
  }
  return { command, headers };
};

/** Clients of 1.0 put blanks around values; later versions say that they belong to them. */
const headerValue = (text: string, rule: StompVersion): string =>
  rule === '1.0' ? text.trim() : unescaped(text, rule);

const decoded = (bytes: Buffer): string => {
  try {
    return utf8.decode(bytes);
  } catch {
    throw malformed('The headers are not UTF-8.');
  }
};
