import { malformed } from '../stomp-error.js';
import type { StompVersion } from './frame.js';

const PLAIN: Readonly<Record<string, string>> = { '\\n': '\n', '\\c': ':', '\\\\': '\\', '\\r': '\r' };
const ESCAPED: Readonly<Record<string, string>> = { '\n': '\\n', ':': '\\c', '\\': '\\\\', '\r': '\\r' };

/** Names or values of headers as they are meant. 1.0 knows no escapes, 1.1 has none for CR. @throws StompError for any other escape */
export const unescaped = (text: string, version: StompVersion): string => {
  if (version === '1.0' || !text.includes('\\')) return text;
  return text.replace(/\\[^]?/g, (escape) => {
    const plain = escape === '\\r' && version === '1.1' ? undefined : PLAIN[escape];
    if (plain === undefined) throw malformed(`A header has an escape that STOMP ${version} does not know.`);
    return plain;
  });
};

/** As it goes over the wire. What a version has no escape for becomes a space: it would otherwise end the header. */
export const escaped = (text: string, version: StompVersion): string => {
  if (version === '1.0') return text.replace(/[\r\n]/g, ' ');
  const ownEscapes = version === '1.1' ? text.replaceAll('\r', ' ') : text;
  return ownEscapes.replace(/[\n:\\\r]/g, (sign) => ESCAPED[sign] ?? sign);
};
