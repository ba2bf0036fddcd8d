import type { ControllerEvent } from './controller-event.js';
import type { LineItem } from './list-items.js';

/** What is wrong with one line of the input. */
export interface Problem {
  readonly line: number;
  readonly reason: string;
}

/** What a person should look at, by line; none for what went well, or will be tried again. */
export const problemsOf = (
  events: readonly ControllerEvent[],
  items: readonly LineItem[],
): readonly Problem[] =>
  events.flatMap((event) => {
    if (!('index' in event)) return [];
    const reason = reasonOf(event);
    const line = items[event.index]?.line;
    return reason === undefined || line === undefined ? [] : [{ line, reason }];
  });

const reasonOf = (event: ControllerEvent): string | undefined => {
  if (event.kind === 'refused') return event.refusal.message;
  if (event.kind === 'publish-failed') return event.error.message;
  return event.kind === 'hide-failed' && event.isFinal ? event.error.message : undefined;
};

/** What is wrong with the queue and not with a line. */
export const troublesOf = (events: readonly ControllerEvent[]): readonly string[] => {
  const failed = events.filter((event) => event.kind === 'poll-failed');
  const shutOut = events.find((event) => event.kind === 'shut-out');
  const last = failed.at(-1);
  return [
    ...(last ? [`${failed.length} polls failed and were tried again, the last: ${last.error.message}`] : []),
    ...(shutOut ? [`a poll was refused: ${shutOut.error.message}`] : []),
  ];
};
