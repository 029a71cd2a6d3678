import { expect, test } from 'vitest';
import { type HelpEntry, parseCommandHelp, parseCommands } from './parse-help.ts';

/** As 11.1.3 begins its help. */
const HELP = `qemu-img version 11.1.3 (Debian 1:11.1.3+ds-1)
QEMU disk image utility.  Usage:

  qemu-img [standard options] COMMAND [--help | command options]

Recognized commands (run qemu-img COMMAND --help for command-specific help):

  dd - Copy input to output with optional format conversion
  info - Display information about the image

Supported image formats:

  blkdebug qcow2 raw
`;

test('commands are those of the list, in its order', () => {
  expect([...(parseCommands(HELP) ?? [])]).toEqual([
    ['dd', 'Copy input to output with optional format conversion'],
    ['info', 'Display information about the image'],
  ]);
});

test('a help of the form in which commands have none lists nothing to ask about', () => {
  const help = `usage: qemu-img [standard options] command [command options]

Command syntax:
  amend [--object objectdef] [--image-opts] [-p] [-q] [-f fmt] [-t cache] [--force] -o options filename
`;
  expect(parseCommands(help)).toBeUndefined();
});

test.for([
  ['nothing', '', '--help: has no list "Recognized commands"'],
  ['another title', HELP.replace('Recognized', 'All'), 'has no list "Recognized commands"'],
  [
    'no commands below it',
    HELP.replace(/^ {2}(?:dd|info) - .*\n/gm, ''),
    'has no list "Recognized commands"',
  ],
  ['something else among them', HELP.replace('info -', 'info:'), '--help: "info: Display'],
] as const)('%s is refused in one line', ([, help, problem]) => {
  expect(() => parseCommands(help)).toThrow(problem);
});

/** The help of a command "made", in the form of 11.1.3. */
function entries(list: string, usage = 'FILE'): HelpEntry[] {
  return [
    ...parseCommandHelp('made', `Usage:\n  qemu-img made ${usage}\n\nIt is made.\n\nArguments:\n${list}\n`),
  ];
}

test('an option has its spellings, what it takes and all that is said of it', () => {
  expect(
    entries(`  -f, --format FMT
     specify FILE format explicitly
     (default: probing is used)
  --shrink
     allow operation`),
  ).toEqual([
    {
      kind: 'option',
      name: '-f',
      spellings: ['-f', '--format'],
      value: 'FMT',
      says: 'specify FILE format explicitly (default: probing is used)',
    },
    { kind: 'option', name: '--shrink', spellings: ['--shrink'], says: 'allow operation' },
  ]);
});

test.for<[string, string, Partial<HelpEntry>[]]>([
  [
    'a former spelling',
    '  -b, --backing FILE (was -B in <= 10.0)\n     over FILE',
    [{ name: '-b', formerly: '-B', value: 'FILE', says: '(was -B in <= 10.0) over FILE' }],
  ],
  [
    'what is said on the same line',
    '  -t, --cache CACHE_MODE image cache mode (default: writeback)',
    [{ value: 'CACHE_MODE', says: 'image cache mode (default: writeback)' }],
  ],
  [
    'two options that are told together',
    '  --enable, --disable\n     starts and stops',
    [{ name: '--enable', spellings: ['--enable'], says: 'starts and stops' }, { name: '--disable' }],
  ],
  ['no blank between spellings', '  -T,--trace TRACE\n     trace', [{ spellings: ['-T', '--trace'] }]],
  [
    'choices, and an empty text',
    '  --output human|json\n     x\n  -b, --backing FILE|""\n     x',
    [{ value: 'human|json' }, { value: 'FILE|""' }],
  ],
  [
    'a remark on others',
    '  -l, --list\n     x\n  (only one of -l|-c can be specified)\n  Operation, one of:\n    -U\n       y',
    [
      { name: '-l', says: 'x' },
      { name: '-U', says: 'y' },
    ],
  ],
  [
    'arguments',
    '  FILE1, FILE2\n     x\n  SRC_FILE...\n     y\n  SIZE[bKMGTPE]\n     z\n  FILENAME - it is',
    [
      { kind: 'argument', name: 'FILE1' },
      { name: 'FILE2', place: { head: 'FILE1, FILE2 FILE2', isList: false } },
      { name: 'SRC_FILE', place: { head: 'SRC_FILE... SRC_FILE', isList: true } },
      { name: 'SIZE', says: 'z' },
      { name: 'FILENAME', says: 'it is' },
    ],
  ],
  ['signs', '  [+-]SIZE[bkKMGTPE]\n     x', [{ name: 'SIZE' }, { name: '+SIZE' }, { name: '-SIZE' }]],
  ['operands', '  bs=BLOCK_SIZE[bKMGTP]\n     x', [{ kind: 'operand', name: 'bs=', says: 'x' }]],
])('%s', ([, list, expected]) => {
  expect(entries(list)).toMatchObject(expected);
});

test('what an option takes may be told by the usage alone', () => {
  const list = '  -f, --format\n     x\n  -U, --force-share\n     y';
  const [format, share] = entries(list, '[-f FMT|--image-opts] [-U] FILE');
  expect(format?.value).toBe('FMT');
  expect(share).not.toHaveProperty('value');
});

test.for([
  ['of another command', 'Usage:\n  qemu-img other FILE\n\nArguments:\n  FILE\n', 'is not of "made"'],
  ['without a list', 'Usage:\n  qemu-img made FILE\n\n', 'has no list "Arguments:"'],
  ['with an empty list', 'Usage:\n  qemu-img made FILE\n\nArguments:\n', '"" is not understood'],
  [
    'that says something of nothing',
    'Usage:\n  qemu-img made F\n\nArguments:\n     x\n',
    '"x" is not understood',
  ],
  ['with an odd entry', 'Usage:\n  qemu-img made F\n\nArguments:\n  what is this\n', '"what is this" is not'],
] as const)('a help %s is refused in one line', ([, help, problem]) => {
  expect(() => parseCommandHelp('made', help)).toThrow(`made --help: ${problem}`);
});
