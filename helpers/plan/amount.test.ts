import { expect, test } from 'vitest';
import { UsageError } from '../text/usage-error.ts';
import { parseAmount } from './amount.ts';

const bounds = { unit: 'seconds', least: 0.001, most: 3600 };

test.for([
  ['1', 1],
  [' 5 ', 5],
  ['0.5', 0.5],
  ['0.001', 0.001],
  ['3600', 3600],
  ['060', 60],
] as const)('%o is an amount', ([text, amount]) => {
  expect(parseAmount('WAIT', text, bounds)).toBe(amount);
});

test.for([
  ...['0', '-1', '+1', '0.0009', '3600.1', '1e-9', '1e308', '1e3', '0x10', '0b1', '1_000'],
  ...['soon', 'NaN', 'Infinity', '5s', '5 5', '.5', '5.', '1,5', '٥', ' ', '9'.repeat(400)],
])('%o is none', (text) => {
  const line = /^WAIT: ".*" is not a number of seconds between 0.001 and 3600$/;
  expect(() => parseAmount('WAIT', text, bounds)).toThrow(line);
  expect(() => parseAmount('WAIT', text, bounds)).toThrow(UsageError);
});
