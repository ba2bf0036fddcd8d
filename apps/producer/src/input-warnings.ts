import type { EpochMs } from '@snoozeq/core';
import { quoted } from './shell/quoted.js';

interface Named {
  readonly line: number;
  readonly key: string;
  readonly dueAtMs: EpochMs;
}

export interface RepeatedKeys {
  /** Lines whose key an earlier line has. */
  readonly count: number;
  readonly first?: { readonly key: string; readonly lines: readonly [number, number] };
}

export const repeatedKeysOf = (messages: readonly Named[]): RepeatedKeys => {
  const firstLines = new Map<string, number>();
  let repeated: RepeatedKeys = { count: 0 };
  for (const { key, line } of messages) {
    const firstLine = firstLines.get(key);
    if (firstLine === undefined) firstLines.set(key, line);
    else repeated = { first: { key, lines: [firstLine, line] }, ...repeated, count: repeated.count + 1 };
  }
  return repeated;
};

/** What is allowed and probably not meant; one line each. */
export const inputWarnings = (
  messages: readonly Named[],
  { count, first }: RepeatedKeys,
  nowMs: EpochMs,
): readonly string[] => {
  const overdue = messages.filter(({ dueAtMs }) => dueAtMs < nowMs);
  return [
    ...(first === undefined
      ? []
      : [
          `${count} line(s) repeat a key, first ${quoted(first.key)} on lines ${first.lines.join(' and ')}; ` +
            'each is a message of its own: use different keys if a handler tells them apart by key',
        ]),
    ...(overdue[0] === undefined
      ? []
      : [
          `${overdue.length} message(s) are due already and will be delivered at once, first on line ${overdue[0].line}`,
        ]),
  ];
};
