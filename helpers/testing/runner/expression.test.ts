import { expect, test } from 'vitest';
import { type Asked, evaluate, holds, type Value } from './evaluate.ts';
import { condition, interpolate } from './interpolate.ts';

const asked: Asked = {
  contexts: {
    github: { event: { pull_request: { number: 7 } }, repository: 'an/instar' },
    steps: { base: { outcome: 'success', outputs: { found: 'true' } } },
    vars: {},
  },
  functions: { success: () => false, failure: () => true, always: () => true, first: (one) => one ?? null },
};

/** An expression as it stands in a workflow. */
function placed(source: string): string {
  return `\${{ ${source} }}`;
}

test.for<[string, Value]>([
  ["'it''s'", "it's"],
  ['github.event.pull_request.number', 7],
  ['github.event.issue.number', null],
  ['vars.ANY', null],
  ["vars.ANY || 'default'", 'default'],
  ["steps.base.outputs.found == 'true'", true],
  ["steps.base.outputs.found == 'TRUE'", true],
  ["steps.base.outputs.other == ''", true],
  ["steps.base.outputs.found != 'true'", false],
  ['!github.repository', false],
  ["!(github.repository == 'an/instar' && false)", true],
  ['true || false && false', true],
  ['1 == true', true],
  ["first('a') == 'a'", true],
  ['null', null],
])('%s is %o', ([source, value]) => {
  expect(evaluate(condition(source), asked)).toBe(value);
});

test.for([
  'githb.repository',
  'github.repositry',
  'steps.bse.outputs.found',
  'contains(github.repository, 1)',
  'github.event.pull_request',
])('%s is an error', (source) => {
  expect(() => evaluate(condition(source), asked)).toThrow(/there is no|is no value/);
});

test.for(['', 'a b', '(a', 'a ==', 'a[0]', 'a.*', '"a"', 'f(a', 'a.1'])(
  '"%s" is no expression of ours',
  (source) => {
    expect(() => condition(source)).toThrow(/ in: /);
  },
);

test.for<[string, boolean]>([
  ["github.repository == 'an/instar'", false],
  ["always() && github.repository == 'an/instar'", true],
  [placed('always()'), true],
  ['!success()', true],
])('after a failure %s is %o', ([source, runs]) => {
  expect(holds(condition(source), asked)).toBe(runs);
});

test('a text has values in the place of its expressions', () => {
  expect(
    interpolate(
      `#${placed('github.event.pull_request.number')} of ${placed("vars.A || 'b'")}${placed('vars.A')}`,
      asked,
    ),
  ).toBe('#7 of b');
});
