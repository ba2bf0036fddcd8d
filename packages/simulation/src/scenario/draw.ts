/** One step of murmur3's finaliser: every bit of the input moves every bit of the result. */
const mixed = (value: number): number => {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
};

const LABEL_STEP = 0x9e3779b9;

/**
 * A number from 0 to below 1 that depends on the seed and the labels only (whole numbers, 32 bits each). What is drawn for one thing
 * cannot shift what is drawn for another, so a scenario can lose a message and keep everything else.
 */
export const drawOf = (seed: number, a = 0, b = 0, c = 0): number => {
  let state = mixed(seed);
  state = mixed((state + LABEL_STEP) ^ a);
  state = mixed((state + LABEL_STEP) ^ b);
  state = mixed((state + LABEL_STEP) ^ c);
  return (state >>> 0) / 2 ** 32;
};

/** Chances by name. What is missing from 1 is the chance of none. */
export type Chances<TName extends string> = Readonly<Partial<Record<TName, number>>>;

/** The name that `draw` falls on, and where within its share it fell, from 0 to below 1: a draw for whatever comes next. */
export const pickOf = <TName extends string>(
  chances: Chances<TName>,
  draw: number,
): { readonly name: TName; readonly rest: number } | undefined => {
  let below = 0;
  for (const name in chances) {
    const chance = chances[name] ?? 0;
    if (draw < below + chance) return { name, rest: (draw - below) / chance };
    below += chance;
  }
  return undefined;
};

/** A whole number from `least` to `most`. */
export const wholeOf = (draw: number, least: number, most: number): number =>
  least + Math.floor(draw * (most - least + 1));
