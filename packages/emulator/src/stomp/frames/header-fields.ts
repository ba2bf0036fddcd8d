import { invalidHeader, unsupported } from '../stomp-error.js';
import type { Frame } from './frame.js';

/** @throws StompError when the header is missing or empty */
export const required = ({ command, headers }: Frame, name: string): string => {
  const value = headers.get(name);
  if (value) return value;
  throw invalidHeader(`${command} takes a header ${name}.`);
};

/** Every frame may have these; a length says nothing new of a frame that has been read. */
const ANYWHERE = ['receipt', 'content-length'];

/** @throws StompError that names the first header that the service does not take */
export const onlyHeaders = ({ command, headers }: Frame, names: readonly string[]): void => {
  for (const name of headers.keys()) {
    if (ANYWHERE.includes(name) || names.includes(name)) continue;
    if (name === 'transaction')
      throw unsupported('OCI Queue has no transactions. Leave the header transaction out.');
    throw unsupported(
      `${command} has the header ${shown(name)}, which OCI Queue does not take. Leave it out.`,
    );
  }
};

/** Names come from clients: long or strange ones are cut. */
const shown = (name: string): string => JSON.stringify(name.slice(0, 64));
