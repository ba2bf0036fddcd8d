import type { InputLine, Parsed } from '@snoozeq/producer-app/shell';
import type { ListItem } from './delay-controller.js';

/** A line of the input that is a message, and the message. */
export interface LineItem {
  readonly line: number;
  readonly item: ListItem;
}

export const listItems = (lines: readonly InputLine[]): readonly LineItem[] =>
  lines.flatMap((line) => (line.kind === 'parsed' ? [{ line: line.line, item: itemOf(line) }] : []));

const itemOf = ({ key, body, due }: Parsed): ListItem => ({
  key,
  body,
  ...(due.kind === 'at' ? { dueAt: due.atMs } : { in: due.afterMs }),
});
