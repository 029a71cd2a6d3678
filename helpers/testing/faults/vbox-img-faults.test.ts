import { beforeAll, expect, test } from 'vitest';
import vboxImg from '../../dialects/vbox-img.ts';
import { rowKey } from '../../pipeline/row.ts';
import { provisioned } from '../provisioned.ts';
import { groundFor, WITHOUT_RELEASE } from './ground-of-test.ts';
import { writeLauncher } from './launcher.ts';
import { results, told } from './try-faults.ts';

const { program, missing } = provisioned('vbox-img');

/** Cells of each of its commands, with what becomes of them where nothing is wrong with it. */
const SOUND = {
  'info/raw/vdi-dynamic json': 'match',
  'info/raw/raw-islands json': 'match',
  'create/raw/1M-default': 'match',
  'create/vmdk/1M-default': 'match',
  'create/vhd/1M-default': 'known',
  'convert/raw/qcow2-v3__plain': 'match',
  'convert/vdi/qcow2-overlay-unaligned__plain': 'known',
  'convert/vdi/raw-islands__plain': 'match',
  'resize/vmdk/1M-to-64M-default': 'match',
  'resize/qcow2/1M-to-64M-default': 'known',
  'map/raw/raw-islands json': 'skipped',
} as const;
type CellName = keyof typeof SOUND;

const { ground, rows } = await groundFor(missing === undefined ? Object.keys(SOUND) : []);
const without = missing ?? (ground ? undefined : WITHOUT_RELEASE);

/** A command that goes wrong, the cells in which it does, and what has to be said of them. */
const FAULTS: readonly (readonly [
  fault: string,
  command: string,
  script: string,
  touched: Partial<Record<CellName, 'diverged' | 'error' | 'stale'>>,
  says: RegExp,
])[] = [
  [
    'shows another size',
    'info',
    `printing "sed 's/ Size=[0-9]*/ Size=512/'" "$@"`,
    {
      'info/raw/vdi-dynamic json': 'diverged',
      'convert/vdi/qcow2-overlay-unaligned__plain': 'diverged',
      'convert/vdi/raw-islands__plain': 'diverged',
    },
    /"path":"virtual-size","expected":\d+,"actual":512/,
  ],
  [
    'takes an image for one of another format',
    'info',
    `printing "sed 's/Backend=VMDK/Backend=VDI/'" "$@"`,
    { 'create/vmdk/1M-default': 'diverged' },
    /"path":"format","expected":"vmdk","actual":"vdi"/,
  ],
  [
    'says nothing that anybody could read',
    'info',
    'echo fine',
    {
      'info/raw/vdi-dynamic json': 'error',
      'info/raw/raw-islands json': 'error',
      'convert/vdi/raw-islands__plain': 'error',
      'create/raw/1M-default': 'error',
      'create/vmdk/1M-default': 'error',
      'create/vhd/1M-default': 'error',
      'convert/raw/qcow2-v3__plain': 'error',
      'convert/vdi/qcow2-overlay-unaligned__plain': 'error',
      'resize/vmdk/1M-to-64M-default': 'error',
    },
    /info printed nothing that its dialect can read/,
  ],
  [
    'makes an image that is too small',
    'createbase',
    'case $7 in VMDK) set -- "$1" "$2" "$3" "$4" 524288 "$6" "$7" ;; esac; exec "$REAL" "$@"',
    { 'create/vmdk/1M-default': 'diverged' },
    /"path":"virtual-size","expected":1048576,"actual":524288/,
  ],
  [
    'makes a VHD as qemu-img does, and is known not to',
    'createbase',
    'case $7 in VHD) set -- "$1" "$2" "$3" "$4" 1079296 "$6" "$7" ;; esac; exec "$REAL" "$@"',
    { 'create/vhd/1M-default': 'stale' },
    /nothing differs any more; delete the entry create\/vhd\/\*-default/,
  ],
  [
    'leaves a file beside the image',
    'createbase',
    `then_do ': >beside' "$@"`,
    { 'create/raw/1M-default': 'error', 'create/vmdk/1M-default': 'error', 'create/vhd/1M-default': 'error' },
    /changed or left behind work\/beside/,
  ],
  [
    'loses what it converts',
    'convert',
    'case $9 in RAW) then_do \'blank "$7"\' "$@" ;; *) exec "$REAL" "$@" ;; esac',
    { 'convert/raw/qcow2-v3__plain': 'diverged' },
    /guest content of output\.raw\.iso","expected":"identical"/,
  ],
  [
    'changes what it converts',
    'convert',
    `chmod u+w "$3"; then_do 'printf x >>"$3"' "$@"`,
    {
      'convert/raw/qcow2-v3__plain': 'error',
      'convert/vdi/qcow2-overlay-unaligned__plain': 'error',
      'convert/vdi/raw-islands__plain': 'error',
    },
    /changed or left behind work\/(?:qcow2|raw-islands\.raw\.iso)/,
  ],
  [
    'does nothing where it should resize',
    'resize',
    'case $3 in *.vmdk) exit 0 ;; *) exec "$REAL" "$@" ;; esac',
    { 'resize/vmdk/1M-to-64M-default': 'diverged' },
    /"path":"virtual-size","expected":67108864,"actual":1048576/,
  ],
  [
    'spoils an image that it refuses otherwise than is known',
    'resize',
    'case $3 in *.qcow2) then_do \'truncate -s 0 "$3"\' "$@" ;; *) exec "$REAL" "$@" ;; esac',
    { 'resize/qcow2/1M-to-64M-default': 'diverged' },
    /"actual":"changed, 0 bytes","known":"\\"changed, 262144 bytes\\", the four clusters of an empty image"/,
  ],
];

/** A vbox-img one command of which is changed. */
function faulty(name: string, command: string, script: string): string {
  if (!ground) throw new Error(WITHOUT_RELEASE);
  const changed = `[ "\${1-}" = ${command} ] || exec "$REAL" "$@"\n${script}`;
  return writeLauncher(ground.folder, name, program, { on: '*', script: changed });
}

beforeAll(() =>
  expect(rows.map(rowKey).sort()).toEqual(without === undefined ? Object.keys(SOUND).sort() : []),
);

test('a vbox-img that is as it is gives no finding', async (context) => {
  if (!ground || without !== undefined) return context.skip(without);
  const verdicts = await ground.judge(program, rows, { dialect: vboxImg });
  expect(results(verdicts), [...verdicts.values()].map(told).join('\n')).toEqual(SOUND);
  const read = verdicts.get('info/raw/vdi-dynamic json');
  expect(told(read)).toContain('compared of info by vbox-img: format, virtual-size');
  expect(told(verdicts.get('resize/vmdk/1M-to-64M-default'))).toContain(
    'read by a reference alone: vbox-img: its info shows no virtual-size',
  );
});

test.for(FAULTS)('one that %s (%s) is found', async ([name, command, script, touched, says], context) => {
  if (!ground || without !== undefined) return context.skip(without);
  const verdicts = await ground.judge(faulty(name, command, script), rows, { dialect: vboxImg });
  expect(results(verdicts), [...verdicts.values()].map(told).join('\n')).toEqual({ ...SOUND, ...touched });
  for (const cell of Object.keys(touched)) expect(told(verdicts.get(cell))).toMatch(says);
});

test('files that are not called as it knows them are not known to it', async (context) => {
  if (!ground || without !== undefined) return context.skip(without);
  const row = rows.filter((one) => rowKey(one) === 'create/raw/1M-default');
  const verdicts = await ground.judge(program, row, { dialect: { ...vboxImg, extensions: {} } });
  expect(results(verdicts)).toEqual({ 'create/raw/1M-default': 'diverged' });
  expect([...verdicts.values()].map(told).join()).toContain(
    '"path":"exit code of info","expected":0,"actual":2',
  );
});
