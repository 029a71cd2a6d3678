import { expect, test } from 'vitest';
import { type Answer, madeCollection } from '../testing/made-collection.ts';
import type { Collection } from './collection.ts';
import { releasesPage } from './releases-page.ts';

const versions = ['5.2.0', '6.0.0', '6.2.0', '7.0.0', '8.2.0'];
const BUILDS = { '5.2.0': { source: 'dropped in' } };

/** The answers of releases from the first to the last, by those at which one begins. */
function since(answers: Readonly<Record<string, Answer>>): Answer[] {
  let last: Answer;
  return versions.map((version) => {
    if (version in answers) last = answers[version];
    return last;
  });
}

function json(
  name: string,
  cases: Readonly<Record<string, Readonly<Record<string, Answer>>>>,
  lack?: Collection['lack'],
): Collection {
  const answers = Object.entries(cases).map(([key, each]) => [key, since(each)]);
  return madeCollection(name, 'json-text', versions, Object.fromEntries(answers), lack);
}

function page(collections: readonly Collection[]): string {
  return releasesPage({ collections, builds: BUILDS });
}

/** A section of a page, up to the next. */
function section(text: string, title: string): string {
  return (text.split(`\n## ${title}\n\n`)[1] ?? '').split('\n## ')[0]?.trim() ?? '';
}

const same = { '5.2.0': '{}' };

test('a change in several types is told once, with the cases of each', () => {
  const child = { '5.2.0': '{}', '7.0.0': '{"child": []}' };
  const one = json('one-json', { 'raw a': child, 'raw b': child });
  const two = json('two-json', { 'raw a': child, 'raw b': child, 'vmdk a': same });
  const three = json('three-json', { 'raw x': child, 'raw y': child });
  expect(section(page([one, two, three]), 'Overview')).toBe(
    `### From 7.0.0

* \`child\` appears (\`[]\`) in all 2 cases of one-json and three-json; raw a, b of two-json

Nothing else changes up to 8.2.0.`,
  );
});

test('few cases are named, of many it is told how many of those that print something', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const rows = (target: string, changed: number) =>
    Object.fromEntries(
      names.map((name, at) => [
        `${target} ${name}`,
        at < changed ? { '5.2.0': '{"v": 1}', '6.0.0': '{"v": 2}' } : same,
      ]),
    );
  const refused = { '5.2.0': { code: 1, stderr: '' } };
  const many = json('many-json', { ...rows('qcow2', 6), ...rows('vmdk', 3), 'vmdk refused': refused });
  expect(section(page([many]), 'Overview')).toContain(
    '* `v` changes from `1` to `2` in all 6 qcow2 cases, 3 of 6 vmdk cases of many-json\n',
  );
  const few = json('few-json', rows('vmdk', 4));
  expect(section(page([few]), 'Overview')).toContain('in vmdk a, b, c, d of few-json');
});

test('what changes in the same cases is one sentence, with an example where the values differ', () => {
  const change = (n: number) => ({ '5.2.0': `{"a": ${n}, "b": 0}`, '6.2.0': `{"a": ${n + 1}, "b": 1}` });
  const text = page([json('one-json', { 'raw x': change(1), 'raw y': change(5) })]);
  expect(section(text, 'Overview')).toContain(
    '* `a` and `b` (`0` → `1`) change in all 2 cases of one-json\n',
  );
  expect(section(text, 'By type of output')).toContain(
    '* 6.2.0: `a` and `b` (`0` → `1`) change in all 2 cases; raw x: `a` `1` → `2`, `b` `0` → `1`',
  );
});

test('every type has its profiles, those in which nothing changes no more than that', () => {
  const text = page([
    json('one-json', { 'raw x': same }),
    json('two-json', { 'raw x': { ...same, '8.2.0': '1' } }),
  ]);
  expect(section(text, 'By type of output')).toBe(`| output type | cases | profiles |
|---|--:|---|
| [one-json](../__snapshots__/one-json.md) | 1 | 5.2.0-8.2.0 |
| [two-json](../__snapshots__/two-json.md) | 1 | 5.2.0-7.0.0 · 8.2.0 |

### two-json

* 8.2.0: \`(document)\` changes from \`{}\` to \`1\` in raw x`);
  expect(section(text, 'Overview')).toMatch(/\n8\.2\.0 is the newest that is recorded\.$/);
});

test('a gap is no change, and one behind it is held against the release before it', () => {
  const gaps = json(
    'one-json',
    {
      // a driver that only some builds have, and a change that it does not hide
      'parallels p': { '6.2.0': '{"v": 1}', '8.2.0': '{"v": 2}' },
      'qcow2 z': { '5.2.0': '{"v": 1}', '6.0.0': undefined, '7.0.0': '{"v": 3}' },
      'qcow2 a': same,
      // images of another safety than was asked for
      'raw never': {},
    },
    ({ target }) => (target === 'parallels' ? 'parallels' : target === 'qcow2' ? 'zstd' : undefined),
  );
  const text = page([gaps]);
  expect(section(text, 'Overview')).toBe(`### From 7.0.0

* \`v\` changes from \`1\` to \`3\` in qcow2 z of one-json (since 5.2.0: not recorded between)

### From 8.2.0

* \`v\` changes from \`1\` to \`2\` in parallels p of one-json

8.2.0 is the newest that is recorded.`);
  expect(section(text, 'Not recorded').split('\n\n').at(-1)).toBe(
    `* one-json: not recorded for 5.2.0-6.0.0: 1 of 3 cases (the builds lack the parallels driver)
* one-json: not recorded for 6.0.0-6.2.0: 1 of 3 cases (the builds lack zstd)`,
  );
});

test('releases are listed by series, with what they were recorded with', () => {
  const lines = section(page([json('one-json', { 'raw x': same })]), 'Releases and builds').split('\n');
  expect(lines.slice(2, 4)).toEqual(['| 5.2 | 5.2.0 (dropped in) |', '| 6.0 | 6.0.0 (unknown) |']);
});

test('one release alone changes nothing', () => {
  const alone = madeCollection('one-json', 'json-text', ['5.2.0'], { 'raw x': ['{}'] });
  expect(section(page([alone]), 'Overview')).toBe('5.2.0 is the only release that is recorded.');
});

test('a release that changes everything is told within bounds', () => {
  const fields = (from: number) =>
    JSON.stringify(Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`f${from + at}`, at])));
  const wild = json(
    'wild-json',
    Object.fromEntries(
      Array.from({ length: 60 }, (_, at) => [
        `raw c${at}`,
        { '5.2.0': fields(at), '6.0.0': fields(at + 30), '7.0.0': fields(at * 2) },
      ]),
    ),
  );
  expect(page([wild]).split('\n').length).toBeLessThan(300);
});
