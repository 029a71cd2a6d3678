import { expect, test } from 'vitest';
import { HELP, parseOptions } from './options.ts';

test('without options everything is explored for a minute', () => {
  expect(parseOptions([])).toEqual({
    help: false,
    commands: [],
    runs: undefined,
    seed: undefined,
    minutes: 1,
    candidate: undefined,
    binary: undefined,
    release: undefined,
    replay: undefined,
  });
});

test('a number of pipelines alone takes the time that it takes', () => {
  expect(parseOptions(['resize', 'dd', '--runs', '5'])).toMatchObject({
    commands: ['resize', 'dd'],
    runs: 5,
    minutes: undefined,
  });
  expect(parseOptions(['--runs', '5', '--minutes', '.5'])).toMatchObject({ runs: 5, minutes: 0.5 });
});

test('findings are played again by their numbers', () => {
  expect(parseOptions(['--replay', '2', '1'])).toMatchObject({ replay: [2, 1], commands: [] });
  expect(parseOptions(['--replay'])).toMatchObject({ replay: [] });
});

test.for([
  [['--runs', '0'], '--runs: "0" is no whole number from 1'],
  [['--runs', '1e3'], '--runs: "1e3" is no whole number from 1'],
  [['--seed', '-1'], "Option '--seed' argument is ambiguous"],
  [['--seed=-1'], '--seed: "-1" is no whole number from 0'],
  [['--minutes', '0'], '--minutes: "0" is no number of minutes'],
  [['--minutes', 'x\ny'], '--minutes: "x\\ny" is no number of minutes'],
  [['--replay', '--runs', '1'], '--replay plays what was found, and takes none of --runs'],
  [['--replay', 'resize'], '--replay: "resize" is no whole number from 1'],
  [['--fast'], "Unknown option '--fast'"],
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
  expect(message.trim().split('\n')).toHaveLength(1);
});

test('the help has every option', () => {
  for (const name of ['runs', 'seed', 'minutes', 'candidate', 'binary', 'release', 'replay', 'help']) {
    expect(HELP).toMatch(new RegExp(`^ {2}--${name}`, 'm'));
  }
});
