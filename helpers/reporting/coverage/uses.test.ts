import { expect, test } from 'vitest';
import { parseCommandHelp } from '../../references/parse-help.ts';
import { usesOf } from './uses.ts';

const takes = parseCommandHelp(
  'made',
  `Usage:
  qemu-img made [-f] [-q]

Arguments:
  -f, --format FMT
     x
  -q, --quiet
     x
  --output human|json
     x
  -o, --options FMT_OPTS
     x
  -s, --offset OFFSET
     x
  -B, --backing-format FMT (was -F in <= 10.0)
     x
  SRC_FILE...
     x
  [+-]SIZE[bKM]
     x
`,
);

test.for<[string, string, string[]]>([
  ['a short spelling', '-f raw a 1', ['-f', 'SRC_FILE', 'SIZE']],
  ['a long one', '--format raw', ['-f']],
  ['a long one with its value', '--output=json', ['--output']],
  ['the same without =', '--output json', ['--output']],
  ['a value that is attached', '-fraw', ['-f']],
  ['short ones together', '-qf raw', ['-q', '-f']],
  ['an option twice', '-q -q', ['-q']],
  ['a former spelling', '-F raw', ['-B']],
  ['an option behind arguments', 'a b 1 -q', ['-q', 'SRC_FILE', 'SIZE']],
  ['a value that looks like an option', '-f -q', ['-f']],
  ['keys of format options', '-o size=1M,lazy=on -o compat=1', ['-o', '-o size', '-o lazy', '-o compat']],
  ['a comma in a value', '-o file=a,,b=c,fmt=raw', ['-o', '-o file', '-o fmt']],
  ['a key without a value', '--options=help', ['-o', '-o help']],
  ['keys of format options alone', '-s a=1', ['-s']],
  ['a size that grows', 'a +1M', ['SRC_FILE', '+SIZE']],
  ['a size that shrinks', 'a -1M', ['SRC_FILE', '-SIZE']],
  ['what is no option any more', '-- -q 1', ['SRC_FILE', 'SIZE']],
])('%s: %s', ([, args, listed]) => {
  expect(usesOf(args.split(' '), takes)).toEqual({ listed, unlisted: [] });
});

test('what the help does not tell of is no entry of it', () => {
  expect(usesOf(['--new=1', '-z', 'a'], takes)).toEqual({ listed: ['SRC_FILE'], unlisted: ['--new', '-z'] });
});

test('operands are known by their names, wherever they stand', () => {
  const dd = parseCommandHelp(
    'dd',
    'Usage:\n  qemu-img dd x\n\nArguments:\n  bs=SIZE[bK]\n     x\n  if=INPUT\n     x\n',
  );
  expect(usesOf(['skip=1', 'if=a=b', 'bs=1'], dd)).toEqual({ listed: ['if=', 'bs='], unlisted: ['skip='] });
});

test('an argument more than there are places is told', () => {
  const one = parseCommandHelp('map', 'Usage:\n  qemu-img map FILE\n\nArguments:\n  FILE\n     x\n');
  expect(usesOf(['a', 'b'], one)).toEqual({ listed: ['FILE'], unlisted: ['an argument more'] });
});
