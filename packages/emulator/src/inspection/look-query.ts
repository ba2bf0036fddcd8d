import { PRIMARY_GROUP } from '@snoozeq/queue-engine';
import { invalidParameter } from '../http/oci-error.js';
import { queryNumber } from '../http/range-check.js';

const own = { unit: 'items', source: 'the emulator itself' } as const;
const PAGE = { ...own, min: 1, max: 1_000 };
const DEFAULT_PAGE = 100;

/** How many items an answer has at most. */
export const pageSize = (text: string | undefined): number =>
  queryNumber('limit', text, PAGE) ?? DEFAULT_PAGE;

/** @throws OciError 400 that names the values that are possible */
export const oneOf = <const T extends string>(
  name: string,
  text: string | undefined,
  values: readonly T[],
): T | undefined => {
  if (text === undefined || text === '') return undefined;
  const found = values.find((value) => value === text);
  if (found !== undefined) return found;
  throw invalidParameter(`${name} is none of ${values.join(', ')}. Send one of them.`);
};

export const isAskedFor = (name: string, text: string | undefined): boolean =>
  oneOf(name, text, ['true', 'false']) === 'true';

/** The id of a consumer group as the registry takes it: the primary one has none. */
export const lookedAtGroup = (text: string | undefined): string | undefined =>
  text === PRIMARY_GROUP ? undefined : text;
