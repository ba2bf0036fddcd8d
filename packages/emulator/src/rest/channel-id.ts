import type { EmulatorContext } from '../http/emulator-context.js';
import { invalidParameter } from '../http/oci-error.js';

type Rules = Pick<EmulatorContext, 'limits' | 'modes'>;

/** @throws OciError 400 when the length is out of range or, with mode `channelIdCharacters: 'safe'`, for other characters */
export const channelId = (name: string, id: string, { limits, modes }: Rules): string => {
  const { min, max, source } = limits.channelId;
  if (id.length < min || id.length > max) {
    throw invalidParameter(
      `${name} has ${id.length} characters, allowed are ${min} to ${max} (${source}). Shorten the id.`,
    );
  }
  if (modes.channelIdCharacters === 'any' || /^[\w-]*$/.test(id)) return id;
  throw invalidParameter(
    `${name} has a character other than letters, digits, "_" and "-". Rename the channel.`,
  );
};

/** A filter of a query; empty and absent mean no filter. */
export const channelFilter = (name: string, id: string | undefined, rules: Rules): string | undefined =>
  id === undefined || id === '' ? undefined : channelId(name, id, rules);
