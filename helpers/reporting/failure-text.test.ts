import { expect, test } from 'vitest';
import type { Judgement } from '../cells/verdict.ts';
import { verifiedCell } from '../testing/cell-report.ts';
import { differs } from '../testing/differs.ts';
import type { VerifiedCell } from './cell-report.ts';
import { failureText } from './failure-text.ts';

const commands = ['npx vitest run', 'cd "$(mktemp -d)"'];

function textOf(
  judgements: readonly Judgement[],
  beside: Pick<VerifiedCell, 'keptFiles' | 'builtBy'> = {},
  notes: readonly string[] = [],
) {
  return failureText(verifiedCell('diverged', judgements, { reproduce: commands, ...beside }, notes));
}

test('a failed cell says who saw what, where the baseline is and how to play it', () => {
  const text = textOf(
    [
      { reader: 'reference', result: 'match' },
      {
        reader: 'candidate',
        result: 'diverged',
        differences: [
          differs('cluster-size', { expected: 65536, actual: 512 }),
          differs('children', { actual: [] }),
          { location: { kind: 'line', number: 3 }, expected: 'disk size: 4 KiB \n' },
        ],
      },
      { reader: 'check', result: 'error', reason: 'check was ended by SIGSEGV' },
    ],
    { keptFiles: '/dev/shm/kept', builtBy: 'qemu-img 9.0.0: qemu-img 10.0.13 is not installed' },
    ['read by the reference alone'],
  );
  expect(text).toBe(`tiny › qcow2 › 1M-default @ 10.0.13
  candidate  3 fields differ
    cluster-size
      expected  65536
      actual    512
    children
      expected  (absent)
      actual    []
    line 3
      expected  "disk size: 4 KiB␠\\n"
      actual    (absent)
  check      error: check was ended by SIGSEGV
  note       read by the reference alone
  baseline   expected-outputs/tiny-info-json/qcow2/10.0.13/1M-default.stdout.txt
  files      /dev/shm/kept
  fixture    built by qemu-img 9.0.0: qemu-img 10.0.13 is not installed
  reproduce
    npx vitest run
    cd "$(mktemp -d)"`);
});

test('a stale entry and a known divergence are told by their reasons', () => {
  const text = textOf([
    { reader: 'candidate', result: 'stale', reason: 'nothing differs any more' },
    {
      reader: 'reference',
      result: 'known',
      differences: [],
      reason: 'another default',
      origin: 'documented',
      link: 'x',
    },
  ]);
  expect(text).toContain(
    '  candidate  stale: nothing differs any more\n  reference  known: another default (documented, not yet seen)\n',
  );
});

test('what two readers have seen alike is told once', () => {
  const seen = { result: 'diverged', differences: [differs('a', { expected: 1, actual: 2 })] } as const;
  const text = textOf([
    { reader: 'candidate', ...seen },
    { reader: 'reference', ...seen },
    { reader: 'compare', result: 'diverged', differences: [differs('a', { expected: 1, actual: 3 })] },
  ]);
  expect(text).toContain(`  candidate  1 field differs
    a
      expected  1
      actual    2
  reference  1 field differs, the same as for the candidate
  compare    1 field differs
    a
      expected  1
      actual    3
`);
});

test('of many fields the first are printed, and how many there are', () => {
  const differences = Array.from({ length: 25 }, (_, at) =>
    differs(`field-${at}`, { expected: 1, actual: 2 }),
  );
  const text = textOf([{ reader: 'candidate', result: 'diverged', differences }]);
  expect(text).toContain('25 fields differ');
  expect(text).toContain('field-19\n');
  expect(text).not.toContain('field-20');
  expect(text).toContain('and 5 more (parity.json)');
});

test('an answer that is that of other releases says so', () => {
  const difference = {
    ...differs('virtual-size', { expected: 1079296, actual: 1044480 }),
    as: '7.2.22 and older',
  };
  const text = textOf([{ reader: 'candidate', result: 'diverged', differences: [difference] }]);
  expect(text).toContain('      actual    1044480 (as 7.2.22 and older)\n');
});

test('below an exit code that differs is what both said at the end', () => {
  const exitCode = (step: string) => ({
    location: { kind: 'exit code', step } as const,
    expected: 0,
    actual: 1,
  });
  const text = textOf([
    {
      reader: 'candidate',
      result: 'diverged',
      differences: [
        exitCode('resize'),
        differs('format', { expected: 'a', actual: 'b' }),
        exitCode('commit'),
      ],
      lastWords: [{ step: 'resize', candidate: 'panicked at\nno such thing\n', reference: '' }],
    },
  ]);
  expect(text).toContain(`    exit code of resize
      expected  0
      actual    1
      the candidate said
        | panicked at
        | no such thing
      the reference said
        (nothing)
    format
      expected  "a"
      actual    "b"
    exit code of commit
      expected  0
      actual    1
  baseline`);
});

test('differences that are not told are counted, and where the told ones are is said', () => {
  const differences = Array.from({ length: 30 }, (_, at) => differs(`f${at}`, { actual: 1 }));
  const text = textOf([
    {
      reader: 'candidate',
      result: 'diverged',
      differences: [...differences, { location: { kind: 'untold', count: 799_970 } }],
    },
  ]);
  expect(text).toContain('candidate  800,000 fields differ\n');
  expect(text).toContain('    and 799,980 more (parity.json has the first 30)\n');
});
