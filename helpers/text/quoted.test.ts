import { expect, test } from 'vitest';
import { quoted } from './quoted.ts';

test('a quoted value stays on one line of a bounded length', () => {
  expect(quoted('10.0')).toBe('"10.0"');
  expect(quoted('a\nb"')).toBe('"a\\nb\\""');
  expect(quoted('9'.repeat(1000))).toBe(`"${'9'.repeat(60)}..."`);
});
