/** What must be in the report, and must be nought. */
const PROMISES = ['early', 'lost'];

const parsed = (report) => {
  try {
    return JSON.parse(report);
  } catch {
    return undefined;
  }
};

/** All values under the key `name`, however deep. */
const valuesOf = (node, name) =>
  node === null || typeof node !== 'object'
    ? []
    : Object.entries(node).flatMap(([key, value]) => (key === name ? [value] : valuesOf(value, name)));

const faultsOf = (job, name) => {
  const values = valuesOf(job, name);
  if (values.length === 0) return [`The report does not say how many messages were ${name}.`];
  return values
    .filter((value) => value !== 0)
    .map((value) => `${name} is ${JSON.stringify(value)}, must be 0.`);
};

/** Broken promises of the job whose JSON report is given, as lines for a person; none when all was kept. */
export const jobFaults = (report) => {
  const job = parsed(report);
  if (job === undefined) return [`The report is not one JSON value; it has ${report.length} characters.`];
  return PROMISES.flatMap((name) => faultsOf(job, name));
};
