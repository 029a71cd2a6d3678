import { expect, test } from 'vitest';
import { madeHelp } from '../../testing/made-help.ts';
import { coverageOf } from './coverage.ts';
import { coveragePage } from './coverage-page.ts';

const help = madeHelp({
  dd: `  -f, --format raw|qcow2
     what <FILE> is,
     by name
  -o OUT_OPTS
     options
  -U
     shared
  -n
     odd
  bs=SIZE
     size`,
  bench: '  -c COUNT\n     requests',
});

const use = (suite: string, judged: number, fixtures = 0) => ({ suite, judged, fixtures });

const page = coveragePage(
  coverageOf(
    help,
    new Map([
      [
        'dd',
        {
          own: [use('commit', 0, 8), use('dd', 18), use('resize', 1, 2)],
          listed: new Map([
            ['-f', [use('commit', 0, 8), use('dd', 18)]],
            ['-o', [use('resize', 0, 2)]],
            ['-o size', [use('resize', 0, 2)]],
            ['bs=', [use('dd', 7)]],
          ]),
          unlisted: new Map([['skip=', [use('dd', 2)]]]),
        },
      ],
    ]),
    { bench: 'times', dd: { '-U': 'nobody else is there', '-o': 'is of fixtures' } },
  ),
);

test('all commands stand in one table, in the order of the help', () => {
  expect(page.split('\n').filter((line) => line.startsWith('| ['))).toEqual([
    '| [dd](#dd) | dd 18, resize 1; fixtures of commit 8, resize 2 | 3 of 5 | 1 | 1 |',
    '| [bench](#bench) | none | 0 of 1 | 1 | 0 |',
  ]);
});

test('each has what it takes, with who uses it or why nobody does', () => {
  expect(page.split('\n## ')[1]).toBe(`dd

What dd does.

| option or argument | what the help says of it | cases, or why there are none |
|---|---|---|
| \`-f\`, \`--format\` raw\\|qcow2 | what \\<FILE> is, by name | dd 18; fixtures of commit 8 |
| \`-o\` OUT_OPTS | options | fixtures of resize 2; is of fixtures |
| \`-o size\` | | fixtures of resize 2 |
| \`-U\` | shared | none: nobody else is there |
| \`-n\` | odd | **neither a case nor a reason** |
| \`bs=\` | size | dd 7 |

Used, and not in this help: \`skip=\` (dd 2).
`);
});

test('a reason for a command is one for all of it', () => {
  expect(page).toContain('| `-c` COUNT | requests | none: times |\n');
});

test('the page says of which release it is', () => {
  expect(page.replace(/\s+/g, ' ')).toContain('qemu-img 99.0.0, the newest release that is recorded');
});
