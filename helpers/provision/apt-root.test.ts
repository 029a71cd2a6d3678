import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Commands } from '../process/commands.ts';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { createAptRoot, stanzas } from './apt-root.ts';
import { entriesOf, type Source } from './apt-sources.ts';

const main: Source = {
  uri: 'http://mirror.example/debian',
  suites: [],
  components: [],
  options: { 'Signed-By': '/keys/a.gpg' },
};
const security: Source = { ...main, uri: 'http://mirror.example/security', options: {} };

test('every suite has a stanza in the archive it belongs to, with the key of the host', () => {
  const entries = entriesOf({ main, security }, ['trixie', 'trixie-security']);
  expect(stanzas(entries, 'deb', 'amd64')).toBe(`Types: deb
URIs: http://mirror.example/debian
Suites: trixie
Components: main
Targets: Packages
Architectures: amd64
Signed-By: /keys/a.gpg

Types: deb
URIs: http://mirror.example/security
Suites: trixie-security
Components: main
Targets: Packages
Architectures: amd64
`);
});

test('a flat repository has no components, and what lies in a folder is copied', () => {
  const entry = { uri: 'file:/srv/packages', suites: ['./'], components: [], options: {} };
  expect(stanzas([entry], 'deb')).toBe(
    'Types: deb\nURIs: copy:/srv/packages\nSuites: ./\nTargets: Packages\n',
  );
});

test('a server that says nothing is given up, after the time that the host gives it where it has one', async () => {
  const folder = temporaryFolder();
  const limitIn = async (...config: string[]) => {
    const ask = ['apt-config', ...config, 'shell', 'LIMIT', 'Acquire::http::Timeout'];
    return (await new Commands().mustRun(ask)).trim();
  };
  const rootIn = (name: string) => createAptRoot(new Commands(), join(folder, name), []);
  expect(await limitIn(...(await rootIn('ours')).config)).toMatch(/^LIMIT='[1-9]\d*'$/);
  vi.stubEnv('APT_CONFIG', place(join(folder, 'apt.conf'), 'Acquire::http::Timeout "7";'));
  expect(await limitIn(...(await rootIn('hosts')).config)).toBe(await limitIn());
  vi.unstubAllEnvs();
});

test('verification stays on, whatever the host allows itself', async () => {
  const folder = temporaryFolder();
  const names = ['Insecure', 'Weak', 'DowngradeToInsecure'].map(
    (kind) => `Acquire::Allow${kind}Repositories`,
  );
  const settings = [...names, 'APT::Get::AllowUnauthenticated'];
  const allowed = settings.map((name) => `${name} "true";\n`).join('');
  vi.stubEnv('APT_CONFIG', place(join(folder, 'apt.conf'), allowed));
  const { config } = await createAptRoot(new Commands(), join(folder, 'root'), []);
  const ask = ['apt-config', ...config, 'shell', ...settings.flatMap((name, index) => [`S${index}`, name])];
  const answer = await new Commands().mustRun(ask);
  expect(answer.trim().split('\n')).toEqual(settings.map((_, index) => `S${index}='false'`));
  vi.unstubAllEnvs();
});
