import { expect, test } from 'vitest';
import { stepResult } from '../testing/step-result.ts';
import { lastLines, said } from './said.ts';

test('how a step ended is said with the first line of its error, or else of its output', () => {
  expect(said(stepResult('info', { stderr: '\n a\nb\n', stdout: 'c\n' }))).toBe('exited with code 0: a');
  expect(said(stepResult('info', { stdout: 'c\nd' }))).toBe('exited with code 0: c');
  expect(said(stepResult('info'))).toBe('exited with code 0');
});

test.for([
  ['', ''],
  ['\n\n', ''],
  ['a', 'a'],
  ['a\nb\n\n', 'a\nb'],
  ['\na', '\na'],
  ['1\n2\n3\n4\n5\n6\n', '2\n3\n4\n5\n6'],
])('the last lines of %j are %j', ([text, lines]) => {
  expect(lastLines(text ?? '')).toBe(lines);
});

test('what a terminal would obey is spelled out, and long lines are cut', () => {
  const stderr = `\u001b[2J${'x'.repeat(1_000)}\r\n##[error]\r`;
  expect(said(stepResult('info', { stderr }))).toMatch(/: \\u001b\[2Jx+… \([\d,]+ characters\)$/);
  expect(lastLines(stderr)).toMatch(/^\\u001b\[2Jx+… \(1,005 characters\)\n#\\u0023\[error\]$/);
});
