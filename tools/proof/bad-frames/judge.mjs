import { readFrames } from './exchange.mjs';

/** What is wrong with the reply to a stream; undefined: nothing. */
export const fault = ({ expected }, leg, reply, { canary }) => {
  let frames;
  try {
    frames = readFrames(reply);
  } catch (error) {
    return error.message;
  }
  if (frames.some(({ text }) => text.includes(canary))) return 'The reply quotes what was sent.';
  const commands = frames.map(({ command }) => command);
  const errors = commands.filter((command) => command === 'ERROR').length;
  if (errors > 1 || (errors === 1 && commands.at(-1) !== 'ERROR')) return 'Something came behind an ERROR.';
  if (leg === 'connected' && commands[0] !== 'CONNECTED' && errors === 0)
    return 'The login was not answered.';
  if (expected === 'error' && errors === 0) return `No ERROR came, only ${commands.join(', ') || 'the end'}.`;
  if (expected === 'end' && errors > 0) return 'What only stops in the midst was called wrong.';
  return undefined;
};
