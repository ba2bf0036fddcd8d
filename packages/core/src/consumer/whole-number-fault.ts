/** What is wrong with a setting that has to be a whole number in a range, naming it, its value and the range; nothing when it is one. */
export const wholeNumberFault = (
  name: string,
  value: number,
  least: number,
  most: number,
): readonly string[] =>
  Number.isInteger(value) && value >= least && value <= most
    ? []
    : [`${name} is ${value}: give a whole number from ${least} to ${most}.`];
