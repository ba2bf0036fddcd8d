import { resolve } from 'node:path';
import { STANDARD_INPUT } from './input-source.js';
import { UsageError } from './usage-error.js';

/**
 * An output that is also the input, or another output, would destroy it.
 *
 * @param outputs option to the path that it was given, if any
 */
export const checkDistinctPaths = (
  input: string,
  outputs: Readonly<Record<string, string | undefined>>,
): void => {
  const used = new Map(input === STANDARD_INPUT ? [] : [[resolve(input), 'the input']]);
  for (const [option, path] of Object.entries(outputs)) {
    if (path === undefined) continue;
    const other = used.get(resolve(path));
    if (other) throw new UsageError(`${option} ${path} is ${other} as well. Name another file.`);
    used.set(resolve(path), option);
  }
};
