import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { hostArch } from '../references/host-arch.ts';
import { type ArchiveKey, type Deb, makeArchiveKey, makeDeb, publish } from '../testing/apt-archive.ts';
import { debsOf, processesOf, startProvisioner } from '../testing/provisioner.ts';
import { serveBut, serveFolder, serveSilence, stall, trickle } from '../testing/serve.ts';
import { place, script, temporaryFolder } from '../testing/temporary.ts';
import { everything } from '../testing/tree.ts';
import { tried } from '../testing/tried.ts';

const folder = temporaryFolder();
const at = (...names: string[]) => join(folder, ...names);

/** Minutes of `--time-limit`: time for what is not slow, on a busy machine, and short enough to wait for. */
const LIMIT = 0.1;

let key: ArchiveKey;
let libc: Deb;

beforeAll(async () => {
  key = await makeArchiveKey();
  place(at('key.asc'), key.armored);
  const plain = debsOf(folder, '9.8.7', 'plain');
  libc = plain.libc;
  await publish(at('plain'), { suite: 'x', debs: [plain.qemu, libc], key });
  const other = debsOf(folder, '9.8.5', 'other');
  await publish(at('other'), { suite: 'x', debs: [other.qemu, libc], key });
});

/** A package whose program never says which release it is. */
async function hanging(): Promise<string> {
  const sources = at('sources/hanging');
  script(join(sources, 'qemu-utils/usr/bin/qemu-img'), 'exec sleep 600');
  const qemu = makeDeb(sources, 'qemu-utils', '1:9.8.8+dfsg-1', 'Depends: libc6\n');
  await publish(at('hanging'), { suite: 'x', debs: [qemu, libc], key });
  return serveFolder(at('hanging'));
}

test('an archive that is silent, slow or not there is one line, which says what to do, and nothing goes on for it', async (context) => {
  script(at('slow', hostArch(), '9.8.6/qemu-img'), 'echo qemu-img version 9.8.6');
  const before = everything(at('slow'));
  const timeless = 'it has not come to an end in 0.1 min, and is given up';
  const late = 'give it more with --time-limit MINUTES';
  const faults: [uri: string, fault: string, says: string, does: string][] = [
    [
      await serveSilence(),
      'a server that never answers',
      'it cannot be fetched: ',
      'look at its URI, and at the server',
    ],
    [
      await serveBut(at('plain'), 'InRelease', stall),
      'a server that stalls in the middle of an index',
      'it cannot be fetched: ',
      'look at its URI, and at the server',
    ],
    [
      await serveBut(at('other'), '.deb', stall),
      'a server that stalls in the middle of a package',
      'cannot be fetched: ',
      'try again later, or with another mirror',
    ],
    [
      await serveBut(at('plain'), 'InRelease', trickle),
      'an index that comes a byte at a time',
      timeless,
      late,
    ],
    [await serveBut(at('plain'), '.deb', trickle), 'a package that comes a byte at a time', timeless, late],
    [await hanging(), 'a program that does not end when it is asked for its release', timeless, late],
    [
      'http://127.0.0.1:1',
      'a server that refuses',
      'it cannot be fetched: ',
      'look at its URI, and at the server',
    ],
    [
      // No name that any server of names is asked for.
      'http://no..name',
      'a server that has no address',
      'it cannot be fetched: ',
      'look at its URI, and at the server',
    ],
  ];
  const more = ['--keyring', at('key.asc'), '--time-limit', `${LIMIT}`];
  const lines = faults.map(([uri]) => `deb ${uri} x main`);
  const { exitCode, stderr } = await startProvisioner(folder, at('slow'), lines, more);
  const told = stderr.split('\n');
  expect(told).toHaveLength(faults.length);
  expect(exitCode).toBe(1);
  expect(everything(at('slow'))).toEqual(before);
  expect(processesOf(at('slow'))).toEqual([]);
  for (const [uri, fault, says, does] of faults) {
    const line = told.find((one) => one.startsWith(`error x of ${uri}: `)) ?? 'nothing';
    expect([fault, line]).toEqual([fault, expect.stringContaining(says)]);
    expect([fault, line]).toEqual([fault, expect.stringContaining(does)]);
    const outcome = line.replace(uri, '$SERVER').replace(/(cannot be fetched:) [^;]*/, '$1 ...');
    tried(context, {
      of: 'provisioning',
      fault,
      how: `real apt asks it, with --time-limit ${LIMIT}`,
      outcome,
    });
  }
  expect(readdirSync(at('slow'))).toEqual([hostArch()]);
});
