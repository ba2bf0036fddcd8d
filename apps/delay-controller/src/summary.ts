import type { ControllerReport } from './controller-report.js';

/** What was done, for people. */
export const summaryLines = (report: ControllerReport): readonly string[] => {
  const { ending, messages, published, calls, foreign } = report;
  if (ending === 'refused')
    return ['Nothing was published. Correct the lines above, or give --skip-invalid to publish the others.'];
  return [
    `${HOW[ending]}${published} of ${messages} messages published${counts({
      refused: report.refused,
      failed: report.failed,
      'not tried': report.unsent,
    })}.`,
    `Of these ${report.hidden} hidden until due${counts({
      'due when found': report.dueWhenFound,
      'held by other consumers': report.preempted,
      'not hidden': report.unhidden,
      'not found before the end': report.unfound,
    })}.`,
    ...(foreign.released > 0 ? [`${foreign.released} messages of others were taken and given back.`] : []),
    `${calls.put + calls.get + calls.update} service calls: ${calls.put} put, ${calls.get} get, ${calls.update} update.`,
  ];
};

const HOW = { complete: '', stopped: 'Stopped: ', failed: 'Given up: ' } as const;

const counts = (named: Readonly<Record<string, number>>): string =>
  Object.entries(named)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `, ${count} ${what}`)
    .join('');
