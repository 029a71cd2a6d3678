import { accessSync, constants } from 'node:fs';
import { expect, test } from 'vitest';
import qemuImg from '../../dialects/qemu-img.ts';
import type { Dialect } from '../../pipeline/dialect.ts';
import { rowKey } from '../../pipeline/row.ts';
import { groundFor, WITHOUT_RELEASE } from './ground-of-test.ts';
import { rewriteInfo } from './kinds/info.ts';
import { writeLauncher } from './launcher.ts';
import type { Conditions, ProvingGround } from './proving-ground.ts';
import { results, told } from './try-faults.ts';

const CREATE = 'create/qcow2/1M-default';
const COMMIT = 'commit/qcow2/1M-seeded-explicit';
const MEASURE = 'measure/qcow2/qcow2-overlay-chain__qcow2 human';
const SHRINK = 'resize/qcow2/64M-to-1M-no-shrink';
const EMPTY_VMDK = 'dd/vmdk/1M-raw-count0-vmdk';
const FIXED_VHD = 'resize/vhd/1M-to-4M-fixed';

const { ground, rows } = await groundFor([CREATE, COMMIT, MEASURE, SHRINK, EMPTY_VMDK, FIXED_VHD]);

const TRUNCATES = `case $1 in resize) then_do '[ $code -eq 0 ] || truncate -s 0 image.*' "$@" ;; esac
exec "$REAL" "$@"`;
const FAITHFUL = 'exec "$REAL" "$@"';
/** Writes a wrong image and lies about it when it reads it itself. */
const LIAR = `case $1 in
  create) last_of "$@"; [ "$last" = 1M ] && set -- "$@" -o lazy_refcounts=on; exec "$REAL" "$@" ;;
  commit) then_do '"$REAL" amend -f qcow2 -o lazy_refcounts=on overlay.qcow2' "$@" ;;
  info) ${rewriteInfo('s/"lazy-refcounts": true/"lazy-refcounts": false/')} ;;
esac
exec "$REAL" "$@"`;
/** Writes what it should and cannot read it. */
const BLIND = `case $1 in
  info) ${rewriteInfo('s/"lazy-refcounts": false/"lazy-refcounts": true/')} ;;
esac
exec "$REAL" "$@"`;

const WITHOUT_INFO: Dialect = {
  ...qemuImg,
  command: (operation, release) =>
    operation.op === 'info' ? { unsupported: 'no info' } : qemuImg.command(operation, release),
};

/** What becomes of a guest that does not start: where this user can open /dev/kvm, it is the candidate's own fault. */
const WITHOUT_KVM = canOpen('/dev/kvm') ? 'diverged' : 'error';

const nobody = () => undefined;

/** Who reads, what the candidate does, and what becomes of some cells. */
type Trial = readonly [
  name: string,
  script: string,
  conditions: (at: ProvingGround) => Conditions,
  expected: Readonly<Record<string, string>>,
  says?: RegExp,
];

const TRIALS: readonly Trial[] = [
  ['a liar is seen by the reference', LIAR, () => ({}), { [CREATE]: 'diverged', [COMMIT]: 'diverged' }],
  ['a liar who reads alone', LIAR, () => ({ readers: 'candidate' }), { [CREATE]: 'match' }],
  [
    'a liar beside a release that is not installed, for which the nearest reads by its own baseline',
    LIAR,
    () => ({ version: '99.9.9' }),
    { [CREATE]: 'diverged' },
    /"reader":"reference","result":"diverged","differences":\[\{"path":"format-specific.data.lazy-refcounts".*\nread back by qemu-img [\d.]+, by its own baseline: qemu-img 99\.9\.9 is not installed/,
  ],
  [
    'a faithful one whose image an older release would refuse to make, and is not asked to check',
    FAITHFUL,
    () => ({
      expectation: () => ({ exitCodes: new Map([['create', 1]]), outputs: new Map(), stderr: new Map() }),
    }),
    { [CREATE]: 'match' },
    /^(?!.*"reader":"check")/,
  ],
  [
    'a faithful one beside a release that is not installed',
    FAITHFUL,
    () => ({ version: '99.9.9' }),
    { [CREATE]: 'match', [COMMIT]: 'match', [MEASURE]: 'match', [FIXED_VHD]: 'match' },
  ],
  [
    'a liar where no release that is installed has baselines',
    LIAR,
    () => ({ reader: nobody }),
    { [CREATE]: 'diverged' },
    /"reader":"reference","result":"diverged","differences":\[\{"path":"format-specific.data.lazy-refcounts".*\nread back by qemu-img [\d.]+ beside what it makes itself/,
  ],
  [
    'a liar whose product goes the round trip as well',
    LIAR,
    () => ({ reader: nobody }),
    { [COMMIT]: 'diverged' },
    /"reader":"compare","result":"diverged","differences":\[\{"path":"overlay_info: format-specific.data.lazy-refcounts"/,
  ],
  [
    'a liar whom no reference reads back, since the nearest has recorded a refusal',
    LIAR,
    () => ({
      version: '99.9.9',
      expectation: () => ({ exitCodes: new Map([['create', 1]]), outputs: new Map(), stderr: new Map() }),
    }),
    { [CREATE]: 'diverged' },
    /beside what it makes itself: .* has nothing recorded to read this image by/,
  ],
  ...[FAITHFUL, LIAR].map(
    (script): Trial => [
      `a dialect without info under the default reader, of a candidate that is ${script === LIAR ? 'wrong' : 'right'}`,
      script,
      () => ({ dialect: WITHOUT_INFO }),
      { [CREATE]: script === LIAR ? 'diverged' : 'match', [COMMIT]: script === LIAR ? 'diverged' : 'match' },
      /"reader":"reference".*\n(?:.*\n)*read by a reference alone: qemu-img: no info/,
    ],
  ),
  [
    'a dialect without info, and no reference',
    LIAR,
    () => ({ dialect: WITHOUT_INFO, reader: nobody, builder: nobody, counterpart: nobody }),
    { [CREATE]: 'skipped' },
    /no info; nobody reads the image back: qemu-img .* is not installed/,
  ],
  [
    'an info that prints no JSON is a finding, and the reference reads all the same',
    'case $1 in info) echo all is well; exit ;; esac; exec "$REAL" "$@"',
    () => ({}),
    { [CREATE]: 'diverged' },
    /"reader":"candidate","result":"diverged".*not JSON.*"reader":"reference","result":"match"/,
  ],
  ['a blind one is seen by itself', BLIND, () => ({}), { [CREATE]: 'diverged', [COMMIT]: 'diverged' }],
  [
    'a blind one beside a reference that reads',
    BLIND,
    () => ({ readers: 'reference' }),
    { [CREATE]: 'match', [COMMIT]: 'match', [MEASURE]: 'match' },
  ],
  [
    'a reference is to read and is not installed',
    FAITHFUL,
    () => ({ readers: 'reference', reader: nobody, counterpart: nobody }),
    { [CREATE]: 'skipped', [MEASURE]: 'match', [SHRINK]: 'match' },
  ],
  [
    'a refusal that is none, where the reference reads alone',
    'shift; exec "$REAL" resize --shrink "$@"',
    () => ({ readers: 'reference' }),
    { [SHRINK]: 'diverged' },
    /"reader":"candidate","result":"diverged","differences":\[\{"path":"exit code of resize"/,
  ],
  [
    'nobody is installed to build a fixture',
    FAITHFUL,
    () => ({ builder: nobody, reader: nobody, counterpart: nobody }),
    { [CREATE]: 'match', [COMMIT]: 'skipped', [MEASURE]: 'match', [SHRINK]: 'skipped' },
  ],
  [
    'an image is missing',
    FAITHFUL,
    () => ({ image: async () => ({ missing: 'not fetched' }) }),
    { [MEASURE]: 'skipped' },
    /^\{"result":"skipped","reason":"not fetched"\}$/,
  ],
  [
    'an image is not the one that was recorded',
    FAITHFUL,
    () => ({ image: async () => ({ drift: 'another sha256' }) }),
    { [MEASURE]: 'error' },
    /"reason":"another sha256"/,
  ],
  [
    'a builder that fails where the recorded release did not',
    FAITHFUL,
    (at) => ({
      builder: () => ({ ...at.reference, program: '/bin/false' }),
    }),
    { [SHRINK]: 'error', [COMMIT]: 'error' },
    /"reader":"reference".*could not build the fixture: create exited with code 1/,
  ],
  [
    'a builder that fails as the recorded release did',
    FAITHFUL,
    (at) => ({
      builder: () => ({ ...at.reference, program: '/bin/false' }),
      edited: (recorded) => ({ ...recorded, exitCodes: new Map([['create', 1]]) }),
    }),
    { [SHRINK]: 'skipped', [COMMIT]: 'skipped' },
    /qemu-img [\d.]+ cannot build this fixture \(create fails\)/,
  ],
  [
    'a fixture that the release could not build and another can',
    FAITHFUL,
    () => ({ edited: (recorded) => ({ ...recorded, exitCodes: new Map([['create', 1]]) }) }),
    { [SHRINK]: 'skipped', [COMMIT]: 'skipped' },
    /cannot build this fixture \(create fails\)/,
  ],
  [
    'a builder without a qemu-io',
    FAITHFUL,
    (at) => ({ builder: () => ({ ...at.reference, companions: {} }) }),
    { [COMMIT]: 'skipped', [SHRINK]: 'match' },
    /has no qemu-io|^\[/,
  ],
  [
    'a shrink that should be refused, by a candidate that has no info',
    'case $1 in resize) shift; exec "$REAL" resize --shrink "$@" ;; esac; exec "$REAL" "$@"',
    () => ({ dialect: WITHOUT_INFO }),
    { [SHRINK]: 'diverged' },
    /"path":"exit code of resize"/,
  ],
  [
    'an operation that the dialect does not know',
    FAITHFUL,
    () => ({
      dialect: {
        ...qemuImg,
        command: (operation, release) =>
          operation.op === 'create' || operation.op === 'measure'
            ? { unsupported: 'not today' }
            : qemuImg.command(operation, release),
      },
    }),
    { [CREATE]: 'skipped', [MEASURE]: 'skipped' },
    /"reason":"qemu-img: not today"/,
  ],
  [
    'what the release and the candidate cannot read',
    'case $1 in info) exit 1 ;; esac; exec "$REAL" "$@"',
    () => ({
      readers: 'candidate',
      edited: ({ exitCodes, outputs, stderr }) => ({
        stderr,
        exitCodes: new Map([...exitCodes, ['info', 1]]),
        outputs: new Map([...outputs.keys()].map((type) => [type, ''])),
      }),
    }),
    { [CREATE]: 'match' },
  ],
  [
    'a refusal that truncates the image',
    TRUNCATES,
    () => ({}),
    { [SHRINK]: 'diverged' },
    /"path":"file work\/image\.qcow2"/,
  ],
  [
    'a refusal that truncates the image, as that of the reference does',
    TRUNCATES,
    ({ folder, reference }) => {
      const program = writeLauncher(folder, 'truncates', reference.program, { on: '*', script: TRUNCATES });
      return { builder: () => ({ ...reference, program }), counterpart: () => ({ ...reference, program }) };
    },
    { [SHRINK]: 'match' },
  ],
  [
    'a counterpart that is killed says nothing of guest data',
    FAITHFUL,
    ({ folder, reference }) => {
      const script = 'kill -KILL $$';
      const program = writeLauncher(folder, 'killed', reference.program, { on: 'resize', script });
      return { counterpart: () => ({ ...reference, program }) };
    },
    { [SHRINK]: 'error', [FIXED_VHD]: 'error', [CREATE]: 'match' },
    /"reason":"guest data cannot be judged: qemu-img [\d.]+: resize was ended by SIGKILL"|"reader":"compare","result":"match"/,
  ],
  [
    'a refusal that truncates the image, beside a reference that is killed after it has done the same',
    TRUNCATES,
    ({ folder, reference }) => {
      const script = 'truncate -s 0 image.*; kill -KILL $$';
      const program = writeLauncher(folder, 'dies', reference.program, { on: 'resize', script });
      return { builder: () => ({ ...reference, program }), counterpart: nobody };
    },
    { [SHRINK]: 'diverged' },
    /"path":"file work\/image\.qcow2"/,
  ],
  [
    'no qemu-io to write guest data with',
    FAITHFUL,
    ({ reference }) => ({ counterpart: () => ({ ...reference, companions: {} }) }),
    { [SHRINK]: 'match', [CREATE]: 'match' },
    /\nguest data is not judged: qemu-img [\d.]+ has no qemu-io|"reader":"compare","result":"match"/,
  ],
  [
    'exit codes that differ, with what was said',
    'case $1 in resize) echo it is; echo broken >&2; exit 5 ;; esac; exec "$REAL" "$@"',
    () => ({}),
    { [SHRINK]: 'diverged' },
    /"lastWords":\[\{"step":"resize","candidate":"broken","reference":"qemu-img: Use the --shrink option/,
  ],
  [
    'what the release refuses for want of a driver is carried out',
    'case $* in dd*count=0*) exit 0 ;; esac; exec "$REAL" "$@"',
    () => ({}),
    { [EMPTY_VMDK]: 'skipped' },
  ],
  [
    'a self-check asks the one program once',
    LIAR,
    () => ({ selfCheck: true }),
    { [CREATE]: 'match', [MEASURE]: 'match' },
  ],
  [
    'a guest without KVM',
    'exit 1',
    () => ({
      dialect: {
        ...qemuImg,
        command: (operation, release) => ({ ...qemuImg.command(operation, release), needsKvm: true }),
      },
    }),
    { [MEASURE]: WITHOUT_KVM, [CREATE]: WITHOUT_KVM },
  ],
  [
    'a guest without KVM that only has to read',
    'case $1 in info) exit 1 ;; esac; exec "$REAL" "$@"',
    () => ({
      readers: 'candidate',
      dialect: {
        ...qemuImg,
        command: (operation, release) => ({ ...qemuImg.command(operation, release), needsKvm: true }),
      },
    }),
    { [CREATE]: WITHOUT_KVM },
  ],
  [
    'a fixed VHD is resized by way of raw',
    'case $1,$3 in resize,vpc) resize_through_raw "$@" ;; esac; exec "$REAL" "$@"',
    () => ({}),
    { [FIXED_VHD]: 'match' },
  ],
  [
    'a fixed VHD is resized and its reader does not count the footer',
    `case $1,$3 in
      resize,vpc) resize_through_raw "$@" ;;
      info,*) ${rewriteInfo('s/"virtual-size": 4194816/"virtual-size": 4194304/')} ;;
    esac
    exec "$REAL" "$@"`,
    () => ({}),
    { [FIXED_VHD]: 'match' },
  ],
  [
    'a fixed VHD is resized and lies about it only to the reference',
    `case $1,$3 in
      resize,vpc) exit 0 ;;
      info,*) ${rewriteInfo('s/"virtual-size": [0-9]*/"virtual-size": 4194816/g')} ;;
    esac
    exec "$REAL" "$@"`,
    () => ({}),
    { [FIXED_VHD]: 'diverged' },
  ],
  [
    'a fixed VHD is resized, and nobody could read the size that it started from',
    'case $1,$3 in resize,vpc) resize_through_raw "$@" ;; esac; exec "$REAL" "$@"',
    ({ folder, reference }) => {
      const program = writeLauncher(folder, 'no-info', reference.program, { on: 'info', script: 'exit 1' });
      return { builder: () => ({ ...reference, program }) };
    },
    { [FIXED_VHD]: 'error' },
    /"reason":"the size of image\.vhd before the operation is unknown: info exited with code 1"/,
  ],
];

test.for(TRIALS)('%s', async ([name, script, conditions, expected, says], context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  const program = writeLauncher(ground.folder, name.slice(0, 80), ground.reference.program, {
    on: '*',
    script,
  });
  const asked = rows.filter((row) => `${row.suite}/${row.target}/${row.title}` in expected);
  const verdicts = await ground.judge(program, asked, conditions(ground));
  const found = Object.entries(results(verdicts)).map(([key, result]) => [
    key,
    expected[key] === result ? result : `${result}: ${told(verdicts.get(key))}`,
  ]);
  expect(Object.fromEntries(found)).toEqual(expected);
  for (const row of asked) expect(told(verdicts.get(rowKey(row)))).toMatch(says ?? '');
});

function canOpen(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
