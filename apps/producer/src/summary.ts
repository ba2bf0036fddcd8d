import type { Ending, ProducerReport } from './report.js';

/** What was done, for people. */
export const summaryLines = (report: ProducerReport, ending: Ending): readonly string[] => {
  const { lines, published, plans } = report;
  return [
    `${ending === 'stopped' ? 'Stopped: ' : ''}${published} of ${lines} messages published${remainder(report)}.`,
    ...(published > 0
      ? [
          `Planned: ${plans.holdsTotal} holds, at most ${plans.deliveriesMax} deliveries of a message, ` +
            `about ${Math.ceil(plans.callsBatched)} service calls in full batches.`,
        ]
      : []),
    ...(ending === 'nothingTried'
      ? ['Nothing was published. Correct the lines above, or give --skip-invalid to publish the others.']
      : []),
  ];
};

const remainder = ({ refused, failed, invalid, unsent }: ProducerReport): string =>
  Object.entries({ refused, failed, invalid, 'not tried': unsent })
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `, ${count} ${what}`)
    .join('');
