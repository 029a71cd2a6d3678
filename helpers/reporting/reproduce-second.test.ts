import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import qemuImg from '../dialects/qemu-img.ts';
import { referenceTool } from '../plan/tools.ts';
import { run } from '../process/run.ts';
import { SUITES } from '../testing/faults/every-suite.ts';
import { writeLauncher } from '../testing/faults/launcher.ts';
import { ROOT } from '../testing/faults/proving-ground.ts';
import { pick } from '../testing/faults/rows.ts';
import { installed, WITHOUT_RELEASE } from '../testing/releases.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { secondReproduction } from './reproduce-second.ts';

const release = installed.findLast(({ io }) => io !== undefined);

/** One row of each way in which data gets into an image, and a fault of the command that loses it. */
const rows = pick(SUITES, [
  'create/raw/1M-default',
  'resize/qcow2/1M-to-64M-default',
  'resize/vhdx/1M-plus-63M-default',
  'dd/raw/1M-qcow2-whole-raw',
  'commit/vmdk/1M-seeded-explicit',
  'convert/raw/qcow2-overlay-unaligned__plain',
  'snapshot/qcow2/create-second',
]);
const FAULTY = `case $1,$* in
  create,*image.raw*) then_do 'patch image.raw 600 x' "$@" ;;
  resize,*.vhdx*) empty=1; resize_through_raw "$@" ;;
  resize,*) then_do '[ $code -ne 0 ] || empty_image $3' "$@" ;;
  dd,*) dd_of_zeros "$@" ;;
  commit,*) echo Image committed.; exit ;;
  convert,*) then_do 'truncate -s -512 output.raw; truncate -s +512 output.raw' "$@" ;;
  snapshot,*" -c "*)
    cp "$4" "$TMPDIR/was" && "\${REAL%img}io" -f qcow2 -c "write -z 0 1M" "$4" >/dev/null
    then_do '"$REAL" convert -n -O qcow2 "$TMPDIR/was" image.qcow2' "$@" ;;
esac
exec "$REAL" "$@"`;
const FAITHFUL = `case $1,$* in resize,*.vhdx*) resize_through_raw "$@" ;; esac
exec "$REAL" "$@"`;

describe.skipIf(!release)('the commands of a second play', () => {
  test.for(
    rows.flatMap((row) => [
      [row.suite, row.target, 'right', FAITHFUL, row] as const,
      [row.suite, row.target, 'wrong', FAULTY, row] as const,
    ]),
  )('%s %s of a candidate that is %s say so', async ([suite, target, name, script, row]) => {
    if (!release) throw new Error(WITHOUT_RELEASE);
    const folder = join(temporaryFolder(), `${suite}-${target}`);
    mkdirSync(folder);
    const program = writeLauncher(folder, name, release.program, { on: '*', script });
    const candidate = { dialect: qemuImg, program, companions: {}, release: release.version };
    const cell = { row, version: release.version };
    const [line, ...commands] = secondReproduction(cell, candidate, referenceTool(release), {
      root: ROOT,
      settings: {},
    });
    expect(line).toMatch(`npx vitest run suites/${row.suite} -t `);
    const env = { TMPDIR: folder, HOME: folder };
    const played = await run({
      program: '/bin/sh',
      args: ['-c', commands.join('\n')],
      cwd: folder,
      env,
      timeLimit: 60_000,
    });
    const { stdout } = played;
    expect(stdout.trimEnd().split('\n').at(-1), stdout + played.stderr).toMatch(
      name === 'right' ? /^Images are identical\.$/ : /^Content mismatch at offset /,
    );
  });
});
