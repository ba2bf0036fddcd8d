/** A line of JSON on standard output for each check: what the runner collects. */
const report = (operation, outcome, name, problem) =>
  console.log(JSON.stringify({ operation, outcome: String(outcome), name, ...(problem && { problem }) }));

/** Reports `name` as passed unless `act` throws; resolves to its result, if there is one. */
export const check = async (operation, name, act, outcome = 'ok') => {
  try {
    const result = await act();
    report(operation, outcome, name);
    return result;
  } catch (error) {
    report(operation, outcome, name, error.stack ?? JSON.stringify(error));
    return undefined;
  }
};

/** `act` must be refused by the service with `status` and `code`. Errors are told by shape: OciError may be loaded twice. */
export const refused = (operation, status, code, name, act) =>
  check(
    operation,
    name,
    async () => {
      const error = await act().then(
        () => {
          throw new Error('was not refused');
        },
        (reason) => reason,
      );
      if (error.statusCode !== status || error.serviceCode !== code) throw error;
    },
    status,
  );
