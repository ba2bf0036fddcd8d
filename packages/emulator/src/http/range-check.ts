import type { Limit } from '../limits/limits.js';
import { invalidParameter } from './oci-error.js';

type Range = Pick<Limit, 'min' | 'max' | 'unit' | 'source'>;

/** Returns the value, or throws a 400 that names it, the limit and its source. */
export const inRange = (name: string, value: number, limit: Range): number => {
  if (Number.isSafeInteger(value) && value >= limit.min && value <= limit.max) return value;
  throw invalidParameter(
    `${name} is ${value}, allowed are ${limit.min} to ${limit.max} ${limit.unit} (${limit.source}). Send a value in that range.`,
  );
};

/** A whole number of a query string; absent stays absent. */
export const queryNumber = (name: string, text: string | undefined, limit: Range): number | undefined => {
  if (text === undefined || text === '') return undefined;
  if (!/^-?\d{1,15}$/.test(text)) throw invalidParameter(`${name} is not a whole number. Send digits only.`);
  return inRange(name, Number(text), limit);
};
