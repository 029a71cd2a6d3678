import { expect, test } from 'vitest';
import { stepResult } from '../testing/step-result.ts';
import { briefResult } from './brief-result.ts';
import { lastLines, said } from './said.ts';

const flood = `\n\nfirst\n${'x'.repeat(100_000)}\nlast but one\nlast\n`;
const printed = { stdout: flood, stderr: flood };

test('of a flood what can be quoted is kept', () => {
  const brief = briefResult(stepResult('create', { ...printed, role: 'subject' }));
  expect(brief.stdout.length + brief.stderr.length).toBeLessThan(50_000);
  expect(said(brief)).toMatch(/: first$/);
  expect(lastLines(brief.stderr)).toMatch(/\nlast but one\nlast$/);
});

test('what is compared is kept whole, unless it was cut off already', () => {
  expect(briefResult(stepResult('info', { ...printed, role: 'observe' })).stdout).toBe(flood);
  const ending = { kind: 'too much output', limit: 1 } as const;
  expect(briefResult(stepResult('info', { ...printed, ending, role: 'observe' })).stdout).not.toBe(flood);
});

test('what is short stays as it is', () => {
  const short = stepResult('create', { stdout: '\na\n', stderr: '\nb\n' });
  expect(briefResult(short)).toEqual(short);
});
