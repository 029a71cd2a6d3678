import { mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import instar from '../dialects/instar.ts';
import qemuImg from '../dialects/qemu-img.ts';
import { candidateProgram } from '../references/candidate-place.ts';
import { place, script, temporaryFolder } from '../testing/temporary.ts';
import { askCandidate, chooseCandidate } from './select-candidate.ts';
import { readSettings } from './settings.ts';

const locations = ['../built/first', './second'];
const several = { ...qemuImg, name: 'several', companions: ['beside', 'elsewhere', 'nowhere'] };
const dialects = [instar, qemuImg, { ...qemuImg, name: 'mine', locations }, several];

/** The candidate of a run; undefined where there is nobody to judge. */
async function select(root: string, env: Record<string, string>) {
  const chosen = chooseCandidate(readSettings(root, env), dialects);
  return chosen && (await askCandidate(chosen)).candidate;
}

/** A folder of its own, two levels down, so that `../instar` is nobody's. */
function project(): string {
  const root = join(temporaryFolder(), 'project');
  mkdirSync(root);
  return root;
}

afterEach(() => vi.unstubAllEnvs());

test('an unknown dialect is refused, with the known ones', async () => {
  await expect(select(project(), { PARITY_DIALECT: 'qemu' })).rejects.toThrow(
    'PARITY_DIALECT: there is no dialect "qemu"; there are: instar, qemu-img, mine, several',
  );
});

test('a named binary that is wrong is an error, never a self-check', async () => {
  const root = project();
  const plain = place(join(root, 'plain'), '');
  const named = (path: string) => select(root, { PARITY_BINARY: path });
  await expect(named('none')).rejects.toThrow(`PARITY_BINARY: ${root}/none does not exist`);
  await expect(named(root)).rejects.toThrow(`PARITY_BINARY: ${root} is not a file`);
  await expect(named(plain)).rejects.toThrow(`PARITY_BINARY: ${plain} is not executable`);
  symlinkSync(join(root, 'gone'), join(root, 'dead'));
  await expect(named('dead')).rejects.toThrow('dead does not exist');
});

test('a named binary is asked for its version', async () => {
  const root = project();
  script(join(root, 'tool'), 'echo "instar 0.1.2"');
  script(join(root, 'qemu-img'), 'echo "qemu-img version 10.0.13 (Debian 1:10.0)"');
  expect(await select(root, { PARITY_BINARY: './tool' })).toEqual({
    dialect: 'instar',
    path: join(root, 'tool'),
    version: undefined,
    selfCheck: false,
  });
  expect(await select(root, { PARITY_BINARY: 'qemu-img', PARITY_DIALECT: 'qemu-img' })).toEqual({
    dialect: 'qemu-img',
    path: join(root, 'qemu-img'),
    version: '10.0.13',
    selfCheck: false,
  });
});

test('instar is found where it is usually built, before PATH', async () => {
  const root = project();
  const onPath = temporaryFolder();
  script(join(onPath, 'instar'), 'exit 0');
  vi.stubEnv('PATH', `${onPath}${delimiter}/usr/bin${delimiter}/bin`);
  expect((await select(root, {}))?.path).toBe(join(onPath, 'instar'));
  const built = script(join(root, '../instar/src/target/release/instar'), 'exit 0');
  expect(await select(root, {})).toMatchObject({ path: built, selfCheck: false });
});

test('what cannot be run is not found', async () => {
  const root = project();
  const onPath = temporaryFolder();
  place(join(onPath, 'instar'), '', 0o644);
  mkdirSync(join(root, '../instar/src/target/release/instar'), { recursive: true });
  vi.stubEnv('PATH', onPath);
  expect(await select(root, {})).toBeUndefined();
});

test('a dialect is found at its own locations, in their order, then where it was fetched to, and then on PATH', async () => {
  const root = project();
  const onPath = temporaryFolder();
  const candidate = () => select(root, { PARITY_DIALECT: 'mine' });
  vi.stubEnv('PATH', `${onPath}${delimiter}/usr/bin${delimiter}/bin`);
  script(join(onPath, 'mine'), 'exit 0');
  expect(await candidate()).toMatchObject({ dialect: 'mine', path: join(onPath, 'mine') });
  const binaries = join(root, 'elsewhere');
  const fetched = script(candidateProgram(binaries, 'mine'), 'exit 0');
  const withBinaries = { PARITY_DIALECT: 'mine', QEMU_IMG_BINARIES: binaries };
  expect((await select(root, withBinaries))?.path).toBe(fetched);
  script(join(root, 'second'), 'exit 0');
  expect((await select(root, withBinaries))?.path).toBe(join(root, 'second'));
  expect((await candidate())?.path).toBe(join(root, 'second'));
  script(join(root, '../built/first'), 'exit 0');
  expect((await candidate())?.path).toBe(join(root, '../built/first'));
});

test.for(['instar', 'qemu-img', 'mine'])(
  'a dialect that was named (%s) and has no program is an error, never a self-check',
  async (name) => {
    vi.stubEnv('PATH', temporaryFolder());
    await expect(select(project(), { PARITY_DIALECT: name })).rejects.toThrow(
      new RegExp(
        `^PARITY_DIALECT=${name}: there is no program to judge: .*no "${name}" is on PATH; name one with`,
      ),
    );
  },
);

test('where a candidate is required, a self-check is an error that says where it was looked for', async () => {
  const root = project();
  const onPath = temporaryFolder();
  vi.stubEnv('PATH', onPath);
  const required = { PARITY_REQUIRE_CANDIDATE: '1' };
  await expect(select(root, required)).rejects.toThrow(
    /^PARITY_REQUIRE_CANDIDATE=1: there is no program to judge: .*no "instar" is on PATH; name one with/,
  );
  expect(await select(root, { PARITY_REQUIRE_CANDIDATE: '0' })).toBeUndefined();
  script(join(onPath, 'instar'), 'exit 0');
  expect(await select(root, required)).toMatchObject({ selfCheck: false });
});

test('where it was looked for a program is told, with what is wrong there', async () => {
  const root = project();
  vi.stubEnv('PATH', '');
  place(join(root, 'second'), '', 0o644);
  await expect(select(root, { PARITY_DIALECT: 'mine' })).rejects.toThrow(
    `${join(root, '../built/first')} does not exist, ${root}/second is not executable, ` +
      `${candidateProgram(join(root, 'qemu-img-binaries'), 'mine')} does not exist, no "mine" is on PATH`,
  );
});

test('the programs that a candidate consists of are found beside it, then on PATH', async () => {
  const root = project();
  const onPath = temporaryFolder();
  vi.stubEnv('PATH', `${onPath}${delimiter}/usr/bin${delimiter}/bin`);
  script(join(root, 'bin/tool'), 'exit 0');
  const beside = script(join(root, 'bin/beside'), 'exit 0');
  const elsewhere = script(join(onPath, 'elsewhere'), 'exit 0');
  script(join(onPath, 'beside'), 'exit 0');
  place(join(root, 'bin/elsewhere'), '', 0o644);
  const candidate = await select(root, { PARITY_DIALECT: 'several', PARITY_BINARY: 'bin/tool' });
  expect(candidate?.companions).toEqual({ beside, elsewhere });
});
