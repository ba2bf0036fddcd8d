/** The middle one; of an even number the mean of the two in the middle. */
export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/**
 * What was measured several times.
 * @param target the most that its median may be; absent: shown for its own sake
 * @param slack by which a short run may miss a target: it is there to find what is broken, not what is slow
 */
export const figure = ({ name, unit, target, values, slack = 1 }) => {
  const middle = median(values);
  const isMet = target === undefined || middle <= target * slack;
  return {
    name,
    unit,
    target,
    median: middle,
    min: Math.min(...values),
    max: Math.max(...values),
    runs: values.length,
    isMet,
  };
};

const digits = (value) =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

const verdict = ({ target, median: middle, isMet }) => {
  if (target === undefined) return '';
  if (!isMet) return 'MISSED';
  return middle <= target ? 'met' : 'within the slack of a short run';
};

/** A table for people. */
export const table = (figures) => {
  const rows = figures.map((each) => [
    each.name,
    each.target === undefined ? '' : `≤ ${each.target}`,
    `${digits(each.median)} ${each.unit}`,
    `${digits(each.min)} to ${digits(each.max)}`,
    String(each.runs),
    verdict(each),
  ]);
  const all = [['figure', 'target', 'median', 'spread', 'runs', 'verdict'], ...rows];
  const widths = all[0].map((_cell, column) => Math.max(...all.map((row) => row[column].length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
