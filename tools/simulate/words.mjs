const MOST_SHOWN = 5;
const LAST_LINES = 30;

/** What became of the weeks, for people. */
export const wordsOf = (report) => {
  const { runs, messages, violations, wallMs, figures, calls } = report;
  const { handled, deadLettered, refused, expired, holds, relays, lateness } = figures;
  const causes = Object.entries(figures.duplicates).map(([cause, count]) => `${cause} ${count}`);
  const perMessage = (calls.put + calls.get + calls.update + calls.delete) / messages;
  return [
    `${runs} weeks with ${messages} messages in ${(wallMs / 1_000).toFixed(1)} s: ${violations.length} violations`,
    `  ${handled} handled, ${deadLettered} dead-lettered, ${refused} refused, ${expired} expired with no consumer there`,
    `  ${holds} holds, ${relays} successors, ${perMessage.toFixed(2)} calls a message and ${calls.emptyGet} idle polls`,
    `  handled again: ${causes.join(', ') || 'never'}; latest start ${lateness.maxMs} ms after its time`,
    ...violations.slice(0, MOST_SHOWN).map(failureWords),
    ...(violations.length > MOST_SHOWN ? [`… and ${violations.length - MOST_SHOWN} more`] : []),
  ].join('\n');
};

const failureWords = ({ seed, violation, story, scenario, strikes }) =>
  [
    `\n${violation.invariant}: seed ${seed}, message ${violation.message ?? '(none)'}: ${violation.text}`,
    `  in a scenario of ${scenario.messages.length} messages and these faults: ${faultWords(strikes)}`,
    ...story.slice(-LAST_LINES).map((line) => `    ${line}`),
    `  replay: npm run simulate -- --seed ${seed} --runs 1`,
  ].join('\n');

const faultWords = (strikes) =>
  strikes
    .slice(0, MOST_SHOWN)
    .map(({ kind, host, operation, call }) => `${kind} at ${operation} ${call} of ${host}`)
    .join(', ') + (strikes.length > MOST_SHOWN ? ` and ${strikes.length - MOST_SHOWN} more` : '') || 'none';

/** The same as one object. */
export const summaryOf = ({ runs, violations, messages, wallMs, figures, calls }) => ({
  runs,
  violations: violations.length,
  messages,
  wallMs,
  failures: violations.map(({ seed, violation }) => ({ seed, ...violation })),
  figures,
  calls,
});
