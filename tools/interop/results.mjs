/**
 * What passed, as SDK → operation → outcome → names, sorted, so that two runs can be compared and a diff can be read.
 * A check that both passed and failed, having run twice under one name, counts as failed.
 */
export const gather = (checks) => {
  const failed = new Set(failuresOf(checks).map(keyOf));
  const passed = new Map(
    checks.filter((check) => !failed.has(keyOf(check))).map((each) => [keyOf(each), each]),
  );
  const results = {};
  for (const { sdk, operation, outcome, name } of [...passed.entries()].sort(byKey).map(([, each]) => each)) {
    (((results[sdk] ??= {})[operation] ??= {})[outcome] ??= []).push(name);
  }
  return results;
};

export const failuresOf = (checks) => checks.filter(({ problem }) => problem !== undefined);

const keyOf = ({ sdk, operation, outcome, name }) => [sdk, operation, outcome, name].join('\n');
const byKey = ([a], [b]) => (a < b ? -1 : Number(a > b));

const linesOf = (sdk, operations = {}) =>
  Object.entries(operations).flatMap(([operation, outcomes]) =>
    Object.entries(outcomes).flatMap(([outcome, names]) =>
      names.map((name) => `${sdk}: ${operation} ${outcome}: ${name}`),
    ),
  );

/** Checks that only one side has, for the SDKs that ran. */
export const differences = (recorded, results) =>
  Object.keys(results).flatMap((sdk) => {
    const [before, now] = [linesOf(sdk, recorded[sdk]), linesOf(sdk, results[sdk])];
    return [
      ...before.filter((line) => !now.includes(line)).map((line) => `recorded, but did not pass: ${line}`),
      ...now.filter((line) => !before.includes(line)).map((line) => `passed, but is not recorded: ${line}`),
    ];
  });

/** The record with the SDKs that ran replaced, in the order of `sdks`. */
export const merged = (recorded, results, sdks) =>
  Object.fromEntries(
    sdks.flatMap((sdk) => {
      const operations = results[sdk] ?? recorded[sdk];
      return operations ? [[sdk, operations]] : [];
    }),
  );
