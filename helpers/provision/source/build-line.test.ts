import { expect, test } from 'vitest';
import { buildLine } from './build-line.ts';

function printed(isTTY: boolean): string {
  let text = '';
  const line = buildLine('9.0.0', { isTTY, write: (more: string) => (text += more) });
  line.step('1 of 2');
  line.step('2 of 2');
  line.clear();
  return text;
}

test('on a terminal one line is written over and taken away', () => {
  expect(printed(true)).toBe('\r\x1b[Kbuild 9.0.0: 1 of 2\r\x1b[Kbuild 9.0.0: 2 of 2\r\x1b[K');
});

test('elsewhere there is none', () => {
  expect(printed(false)).toBe('');
});
