import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { hostArch } from '../references/host-arch.ts';
import { makeArchiveKey, makeDeb, publish } from '../testing/apt-archive.ts';
import { debsOf, PROVISIONER, provisionerEnvironment } from '../testing/provisioner.ts';
import { runOnSmallDisk, WITHOUT_SMALL_DISK } from '../testing/small-disk.ts';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { tried } from '../testing/tried.ts';
import { shellQuote } from '../text/shell-quote.ts';

const folder = temporaryFolder();
const at = (...names: string[]) => join(folder, ...names);

/** Bytes of a library that no other file of the package comes near. */
const LARGE = 2_000_000;

beforeAll(async () => {
  const key = await makeArchiveKey();
  place(at('key.asc'), key.armored);
  const { qemu } = debsOf(folder, '9.8.7', 'large');
  place(at('sources/large/libc6/usr/share/large'), 'x'.repeat(LARGE));
  const libc = makeDeb(at('sources/large'), 'libc6', '2.99-1');
  await publish(at('large'), { suite: 'x', debs: [qemu, libc], key });
});

/** What there is on the disk, with bytes, permissions and times, and how much of it is free. */
const STATE = `find * -type f -exec sha256sum {} + | sort; find * -printf '%p %m %U %T@ %i\\n' | sort; df -k . | tail -1`;

test.for([
  ['no index can be fetched', 'size=32k'],
  ['a package cannot be downloaded', 'size=1900k'],
  ['a package cannot be unpacked', 'size=3500k'],
  ['no more file can be made', 'size=3500k,nr_inodes=40'],
] as const)(
  'a disk so full that %s is one line, and as free as before afterwards',
  async ([fault, size], context) => {
    if (WITHOUT_SMALL_DISK) return context.skip(WITHOUT_SMALL_DISK);
    const binaries = at('disk');
    mkdirSync(binaries, { recursive: true });
    const argv = [...PROVISIONER, '--archive', `deb file:${at('large')} x main`, '--keyring', at('key.asc')];
    const script = `cd "$2" && mkdir -p ${hostArch()}/9.8.6 && echo old > ${hostArch()}/9.8.6/qemu-img && chmod +x */*/*
before=$(${STATE})
${argv.map(shellQuote).join(' ')} > /dev/null; echo "exit code $?"
after=$(${STATE})
[ "$before" = "$after" ] && echo 'as it was' || printf '%s\\n' "$before" "$after"`;
    const { stdout, stderr } = await runOnSmallDisk(
      binaries,
      size,
      script,
      provisionerEnvironment(folder, binaries),
    );
    expect(stderr).toMatch(new RegExp(`^no space left in ${binaries} \\(needed about \\d+ MiB\\)$`));
    expect(stdout).toBe('exit code 1\nas it was');
    tried(context, {
      of: 'provisioning',
      fault: `a disk so full that ${fault}`,
      how: 'a tmpfs, and a private signed archive that real apt asks',
      outcome: `${stdout.replace('\n', ', the disk is ')}: ${stderr.replace(binaries, '$FOLDER')}`,
    });
  },
);

test('a full folder for temporary files hinders nothing', async (context) => {
  if (WITHOUT_SMALL_DISK) return context.skip(WITHOUT_SMALL_DISK);
  const binaries = at('binaries');
  const temporary = at('tmp');
  const argv = [...PROVISIONER, '--archive', `deb file:${at('large')} x main`, '--keyring', at('key.asc')];
  const script = `cat /dev/zero > "$2/full" 2> /dev/null; ${argv.map(shellQuote).join(' ')}; echo "exit code $?"; ls "$2"`;
  const environment = provisionerEnvironment(folder, binaries);
  const { stdout, stderr } = await runOnSmallDisk(temporary, 'size=32k', script, environment);
  expect(stderr).toBe('');
  expect(stdout).toContain('done  9.8.7: ');
  const [code, ...left] = stdout.slice(stdout.indexOf('exit code')).split('\n');
  expect([code, ...left.filter((name) => !name.startsWith('tsx-'))]).toEqual(['exit code 0', 'full']);
  tried(context, {
    of: 'provisioning',
    fault: 'a full folder for temporary files (TMPDIR)',
    how: 'a tmpfs without a byte left',
    outcome: `${code}, and the release is installed`,
  });
});
