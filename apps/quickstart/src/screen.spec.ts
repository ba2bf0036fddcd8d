import { expect, test } from '@jest/globals';
import { createScreen } from './screen.js';

const terminal = (isTTY: boolean) => {
  const written: string[] = [];
  const out = { isTTY, columns: 40, write: (text: string) => written.push(text) };
  return { screen: createScreen(out as unknown as NodeJS.WriteStream), text: () => written.join('') };
};

test('a terminal shows the live line in place, and whole lines above it', () => {
  const { screen, text } = terminal(true);
  screen.live('one');
  screen.live('two');
  screen.line('done');
  expect(text()).toBe('one\r\u001B[2Ktwo\r\u001B[2Kdone\n');
});

test('a live line never wraps', () => {
  const { screen, text } = terminal(true);
  screen.live('x'.repeat(100));
  expect(text()).toHaveLength(39);
});

test('without a terminal there are whole lines only, and live ones now and then', () => {
  const { screen, text } = terminal(false);
  screen.live('too soon');
  screen.line('done');
  expect(text()).toBe('done\n');
});
