import { expect, test } from 'vitest';
import type { Comparison, Row } from '../pipeline/row.ts';
import { RecordedSuite } from '../testing/recorded-suite.ts';
import type { Collection } from './collection.ts';
import { casesAt } from './review-cases.ts';
import { reviewPage } from './review-page.ts';
import type { Stored } from './store.ts';

const [row] = new RecordedSuite().suite.rows;
if (!row) throw new Error('the fixture suite has no rows');

interface Recorded {
  readonly stdout: string;
  readonly code?: number;
  readonly stderr?: string;
}

/** A page of cases of one target, by what is recorded of each. */
function page(comparison: Comparison, recorded: Readonly<Record<string, Recorded | 'absent'>>): string {
  const stored = ({ stem }: Row): Stored => {
    const one = recorded[stem] ?? 'absent';
    if (one === 'absent') return { kind: 'absent' };
    const { stdout, code = 0, stderr = '' } = one;
    const meta = { steps: [{ name: 'check' }], return_code: code };
    return { kind: 'whole', triple: { stdout, stderr, meta } };
  };
  const collection: Collection = {
    type: { name: 'tiny', comparison, profileStem: 'case' },
    versions: ['10.0.2'],
    rows: Object.keys(recorded).map((stem) => ({ ...row, stem }) as Row),
    entries: [],
    files: [],
    ownerOf: () => undefined,
    content: () => ({ text: '', sum: '' }),
    at: stored,
    print: () => undefined,
    lack: () => undefined,
  };
  return casesAt(collection, '10.0.2').slice(4).join('\n');
}

test('one case is shown in full, after the whitelist, and of the others what they print otherwise', () => {
  const made = new RecordedSuite();
  made.record(['8.0.0', '10.0.2'], ({ target, title }) => ({
    'cluster-size': title === '1M-cs-4k' ? 4096 : 65536,
    'actual-size': Math.random(),
    ...(target === 'vmdk' ? {} : { format: target }),
  }));
  const [, printed = ''] = reviewPage(made.collection()).split('## What 10.0.2 prints\n');
  expect(printed).toContain(`### qcow2

1M-default:

\`\`\`
{
  "cluster-size": 65536,
  "actual-size": "<number>",
  "format": "qcow2"
}
\`\`\`

* 1M-cs-4k: \`cluster-size\` \`4096\`
* 1M-refused: the same
`);
  expect(printed).toContain('### vmdk\n\n1M-default:\n');
});

test('cases that print the same are told together, and a case that is not recorded is told', () => {
  const [a, b] = ['{"a": 1, "b": [1, 2]}', '{"a": 2}'].map((stdout) => ({ stdout }));
  if (!a || !b) throw new Error('too few');
  expect(page('json-text', { one: a, two: b, three: b, four: a, five: 'absent' })).toBe(`### qcow2

one:

\`\`\`
{"a": 1, "b": [1, 2]}
\`\`\`

* two, three: \`a\` \`2\`, no \`b\`
* four: the same
* five: not recorded
`);
});

test('a text is told by its lines', () => {
  const told = page('text', {
    one: { stdout: 'a 1\nb\n' },
    two: { stdout: 'a 2\nb' },
    three: { stdout: 'a 1\n' },
  });
  expect(told).toContain('* two: `a 2`, `line 2` `"b"`\n* three: no `line 2`\n');
});

test('a case that fails is told by what it said, beside what it printed all the same', () => {
  const refused = { stdout: '', code: 1, stderr: 'qemu-img: no\nreally\n' };
  const told = page('text', {
    one: refused,
    two: { stdout: 'leaks\n', code: 3 },
    three: { stdout: '' },
    four: { stdout: 'errors\n', code: 2, stderr: 'qemu-img: bad' },
  });
  expect(told).toContain('two, check exits with 3:\n\n```\nleaks\n```\n');
  expect(told).toContain('* one: check exits with 1, `qemu-img: no`, `really`\n');
  expect(told).toContain('* three: nothing\n* four: check exits with 2, `qemu-img: bad`, `errors`\n');
  expect(page('text', { one: refused })).toBe(
    '### qcow2\n\n* one: check exits with 1, `qemu-img: no`, `really`\n',
  );
});

test('what is long is cut', () => {
  const lines = (text: string) => ({ stdout: `${text}\n`.repeat(100) });
  const told = page('text', { one: lines('a'), two: lines('b') });
  expect(told).toContain('a\n… (20 more lines)\n```');
  expect(told).toContain(`* two: ${'`b`, '.repeat(8)}and 92 more\n`);
});
