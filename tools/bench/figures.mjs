/** The middle one; of an even number the mean of the two in the middle. */
export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/**
 * The factors by which a median may be beyond its target before the run fails. A full run has none. A short run is a gate on
 * machines that nobody knows: how fast their processor is at signatures next to their system calls, and who else is busy there, is
 * no property of this code. It judges times only against what no machine explains, such as work that has become quadratic.
 * Memory, and growth with size, hardly depend on the machine; milliseconds are not even compared with others of the same minute: a
 * start has taken four times its usual time on a machine that others kept busy.
 */
export const slackOf = ({ quick }) =>
  quick
    ? { time: 4, milliseconds: 20, growth: 1.5, memory: 1.5 }
    : { time: 1, milliseconds: 1, growth: 1, memory: 1 };

/**
 * What was measured several times.
 * @param target the most that its median should be; absent: shown for its own sake
 * @param slack times the target is where the run fails
 */
export const figure = ({ name, unit, target, values, slack = 1 }) => {
  const middle = median(values);
  return {
    name,
    unit,
    target,
    median: middle,
    min: Math.min(...values),
    max: Math.max(...values),
    runs: values.length,
    failsBeyond: target === undefined ? undefined : target * slack,
    isFailure: target !== undefined && middle > target * slack,
  };
};

const digits = (value) =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

const verdict = ({ target, median: middle, failsBeyond, isFailure }) => {
  if (target === undefined) return '';
  if (middle <= target) return 'met';
  return isFailure ? 'MISSED' : `missed; a short run fails beyond ${digits(failsBeyond)}`;
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
