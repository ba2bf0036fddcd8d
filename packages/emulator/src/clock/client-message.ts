import type { ClientMessage } from '@snoozeq/wire-clock';

type Fields = Readonly<Record<string, unknown>>;

/** Reads what a connection says; `undefined` when it is no message of the protocol. Fields that are not known are ignored. */
export const clientMessage = (text: string): ClientMessage | undefined => {
  const fields = fieldsOf(text);
  return isClientMessage(fields) ? fields : undefined;
};

const fieldsOf = (text: string): Fields => {
  try {
    return Object(JSON.parse(text)) as Fields;
  } catch {
    return {};
  }
};

const isClientMessage = (fields: Fields): fields is Fields & ClientMessage => {
  switch (fields['type']) {
    case 'hello':
      return typeof fields['name'] === 'string' && fields['name'] !== '';
    case 'ask':
      return true;
    case 'report':
      return isReport(fields);
    case 'skipping':
      return typeof fields['enabled'] === 'boolean';
    default:
      return false;
  }
};

const isReport = ({ epoch, idle, waiting, nextTimerMs }: Fields): boolean =>
  typeof epoch === 'number' &&
  typeof idle === 'boolean' &&
  Array.isArray(waiting) &&
  waiting.every((id) => typeof id === 'string') &&
  (nextTimerMs === null || typeof nextTimerMs === 'number');
