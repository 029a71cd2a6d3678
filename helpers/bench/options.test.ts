import { expect, test } from 'vitest';
import { HELP, parseOptions } from './options.ts';
import { PART_NAMES } from './part-names.ts';

test('without options everything is measured five times', () => {
  expect(parseOptions([])).toEqual({
    help: false,
    rounds: 5,
    only: PART_NAMES,
    profile: undefined,
    page: false,
  });
});

test('parts come in the order in which they are measured, however they were named', () => {
  const { only, rounds } = parseOptions(['--only', 'record,floor', '--only', 'one-case', '--rounds', '2']);
  expect(only).toEqual(['floor', 'record', 'one-case']);
  expect(rounds).toBe(2);
});

test.for([
  [['--rounds', '0'], '--rounds: "0" is no number from 1 to 100'],
  [['--rounds', 'x\ny'], '--rounds: "x\\ny" is no number from 1 to 100'],
  [['--only', 'floor,'], '--only: there is no part ""; there are: floor, '],
  [['--profile', 'floor'], '--profile: "floor" cannot be profiled; these can: record, '],
  [
    ['--profile', 'record', '--only', 'record'],
    '--profile runs one part, and takes neither --only nor --rounds',
  ],
  [['--page', '--only', 'record'], '--page measures no part, and takes --rounds alone'],
  [['--fast'], "Unknown option '--fast'"],
  [['floor'], "Unexpected argument 'floor'"],
] as const)('%j is refused in one line', ([args, line]) => {
  const problem = (() => {
    try {
      return parseOptions(args);
    } catch (error) {
      return error;
    }
  })();
  expect(problem).toBeInstanceOf(Error);
  const { message } = problem as Error;
  expect(message).toContain(line);
  expect(message.split('\n')).toHaveLength(1);
});

test('the help has every part', () => {
  for (const name of PART_NAMES) expect(HELP).toMatch(new RegExp(`^ {2}${name} {2,}\\w`, 'm'));
});
