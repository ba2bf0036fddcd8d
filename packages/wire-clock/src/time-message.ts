import type { TimeMessage } from './protocol.js';

/** Reads what the clock says; `undefined` when something else speaks there. */
export const timeMessage = (text: string): TimeMessage | undefined => {
  const { type, epoch, nowMs, jumpMs, rate } = fieldsOf(text);
  if (type !== 'time') return undefined;
  return isNumber(epoch) && isNumber(nowMs) && isNumber(jumpMs) && isNumber(rate) && rate >= 0
    ? { type, epoch, nowMs, jumpMs, rate }
    : undefined;
};

const isNumber = (value: unknown): value is number => typeof value === 'number';

const fieldsOf = (text: string): Readonly<Record<string, unknown>> => {
  try {
    return Object(JSON.parse(text)) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
};
