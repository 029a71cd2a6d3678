import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DamagedTree } from '../testing/damaged-tree.ts';
import { place } from '../testing/temporary.ts';
import { contents } from '../testing/tree.ts';
import { tried } from '../testing/tried.ts';
import { sumOf } from './sums.ts';

interface Damage {
  readonly what: string;
  /** @param type folder of the output type */
  readonly make: (type: string, tree: DamagedTree) => void;
  /** what the one finding says, from its beginning */
  readonly said: string;
  /** that git has nothing of it, so that it is mended without git in any case */
  readonly never?: 'git';
}

const RAW = 'raw/7.2.22/1M-default';
const META = `${RAW}.meta.json`;
const OUT = `${RAW}.stdout.txt`;
const ALL = 'tiny-info-json';

function edit(path: string, change: (text: string) => string): void {
  const text = readFileSync(path, 'utf8');
  const changed = change(text);
  expect(changed).not.toBe(text);
  writeFileSync(path, changed);
}

/** Changes a file, and the sum of it too: nothing but its content can tell. */
function forge(type: string, file: string, change: (text: string) => string): void {
  edit(join(type, file), change);
  const sum = sumOf(readFileSync(join(type, file)));
  edit(join(type, 'SHA256SUMS'), (text) =>
    text
      .split('\n')
      .map((line) => (line.endsWith(`  ${file}`) ? `${sum}  ${file}` : line))
      .join('\n'),
  );
}

function editMeta(change: (meta: Record<string, unknown>) => void) {
  return (text: string) => {
    const meta = JSON.parse(text);
    change(meta);
    return `${JSON.stringify(meta, null, 2)}\n`;
  };
}

const inMeta = (what: string, said: string, change: Parameters<typeof editMeta>[0]): Damage[] =>
  [
    { what, by: (type: string) => edit(join(type, META), editMeta(change)) },
    { what: `${what}, with the sum of it`, by: (type: string) => forge(type, META, editMeta(change)) },
  ].map(({ what: name, by }) => ({
    what: `a meta with ${name}`,
    make: by,
    said: `${ALL}/${META}: ${said}`,
  }));

const replaced = (path: string, kind: string, put: (path: string) => void) => ({
  what: `a ${kind} in place of ${path}`,
  make: (type: string) => {
    rmSync(join(type, path), { recursive: true });
    put(join(type, path));
  },
});

function pipe(path: string): void {
  expect(spawnSync('mkfifo', [path]).status).toBe(0);
}

const strayPlaces: [path: string, what: string][] = [
  ['../stray.txt', 'belongs to no suite'],
  ['../.stray', 'belongs to no suite'],
  ['../gone-json/raw/x.stdout.txt', 'is an output type of no suite'],
  ['stray.txt', 'belongs to no case'],
  ['.stray', 'belongs to no case'],
  ['raw/notes.txt', 'belongs to no case'],
  ['raw/7.2.22/gone.stdout.txt', 'belongs to no case'],
  ['raw/7.2.22/.1M-default.meta.json.swp', 'belongs to no case'],
  ['raw/7.2.22/deep/er/x', 'belongs to no case'],
  ['raw/9.9.9/x.meta.json', 'belongs to no case'],
  ['qed/8.0.0/1M-default.meta.json', 'belongs to no case'],
  ["raw/7.2.22/it's $(here).txt", 'belongs to no case'],
  ['raw/7.2.22/two\nlines', 'belongs to no case'],
  ['raw/7.2.22/ends in one\n', 'belongs to no case'],
  ['../.tmp/99999999-x', 'was left by a recording that died'],
  ['profiles/profile-7-2-22/x', 'is not what the baselines give'],
  ['profiles/profile-9-9-9/x', 'is not what the baselines give'],
  ['profiles/x', 'is a file, where a folder belongs'],
  ['profiles/profile-7-2-22/deep/x', 'is a folder, where a file belongs'],
];

/** The topmost thing that is told of. */
const TOLD_AS: Readonly<Record<string, string>> = {
  '../gone-json/raw/x.stdout.txt': 'gone-json',
  'raw/7.2.22/deep/er/x': `${ALL}/raw/7.2.22/deep`,
  'raw/9.9.9/x.meta.json': `${ALL}/raw/9.9.9`,
  'qed/8.0.0/1M-default.meta.json': `${ALL}/qed`,
  'raw/7.2.22/two\nlines': `${ALL}/raw/7.2.22/two\\012lines`,
  'raw/7.2.22/ends in one\n': `${ALL}/raw/7.2.22/ends in one\\012`,
  'profiles/profile-7-2-22/deep/x': `${ALL}/profiles/profile-7-2-22/deep`,
};

const damages: Damage[] = [
  ...strayPlaces.map(
    ([path, said]): Damage => ({
      what: `a stray file: ${JSON.stringify(path)}`,
      make: (type) => place(join(type, path), 'x'),
      said: `${TOLD_AS[path] ?? join(ALL, path)}: ${said}`,
      never: 'git',
    }),
  ),
  ...[
    '../stray',
    'stray',
    'raw/stray',
    'raw/9.9.9',
    'raw/7.2.22/stray',
    'qed',
    'profiles/profile-9-9-9',
  ].flatMap((path): Damage[] => [
    {
      what: `an empty folder: ${path}`,
      make: (type) => mkdirSync(join(type, path)),
      said: `${join(ALL, path)}: `,
      never: 'git',
    },
    {
      what: `a link to nowhere: ${path}`,
      make: (type) => symlinkSync('/nowhere', join(type, path)),
      said: `${join(ALL, path)}: `,
      never: 'git',
    },
    {
      what: `a named pipe: ${path}`,
      make: (type) => pipe(join(type, path)),
      said: `${join(ALL, path)}: `,
      never: 'git',
    },
  ]),
  {
    what: 'a stray file whose name is no UTF-8',
    make: (type) =>
      writeFileSync(Buffer.concat([Buffer.from(`${type}/raw/7.2.22/`), Buffer.from([0x61, 0xff])]), ''),
    said: `${ALL}/raw/7.2.22/a\\377: belongs to no case`,
    never: 'git',
  },
  {
    what: 'a socket',
    make: (type) => {
      const server = createServer().listen(join(type, 'raw/7.2.22/s'));
      server.unref();
    },
    said: `${ALL}/raw/7.2.22/s: belongs to no case`,
    never: 'git',
  },
  ...[
    OUT,
    META,
    'SHA256SUMS',
    'version-map.json',
    'profiles/profile-7-2-22/raw-1M-default.meta.json',
  ].flatMap((path): Damage[] => [
    {
      ...replaced(path, 'folder', (at) => mkdirSync(at)),
      said: `${ALL}/${path}: is a folder, where a file belongs`,
    },
    {
      ...replaced(path, 'folder with something in it', (at) => place(join(at, 'x'), '')),
      said: `${ALL}/${path}: is a folder, where a file belongs`,
    },
    { ...replaced(path, 'named pipe', pipe), said: `${ALL}/${path}: is a named pipe, where a file belongs` },
    {
      ...replaced(path, 'link to nowhere', (at) => symlinkSync('/nowhere', at)),
      said: `${ALL}/${path}: is a link, where a file belongs`,
    },
    {
      what: `a link to the same bytes in place of ${path}`,
      make: (type, { aside }) => {
        renameSync(join(type, path), join(aside, 'moved'));
        symlinkSync(join(aside, 'moved'), join(type, path));
      },
      said: `${ALL}/${path}: is a link, where a file belongs`,
    },
    {
      what: `${path} too large`,
      make: (type) => truncateSync(join(type, path), 3 * 1024 ** 3),
      said: `${ALL}/${path}: has 3221225472 bytes, more than was ever recorded`,
    },
  ]),
  ...['raw', 'raw/7.2.22', 'profiles', 'profiles/profile-7-2-22'].flatMap((path): Damage[] => [
    {
      ...replaced(path, 'file', (at) => writeFileSync(at, '')),
      said: `${ALL}/${path}: is a file, where a folder belongs`,
    },
    {
      what: `a link to the same files in place of ${path}`,
      make: (type, { aside }) => {
        rmSync(join(aside, 'moved'), { recursive: true, force: true });
        renameSync(join(type, path), join(aside, 'moved'));
        symlinkSync(join(aside, 'moved'), join(type, path));
      },
      said: `${ALL}/${path}: is a link, where a folder belongs`,
    },
  ]),
  {
    what: 'a link in place of the folder of the type',
    make: (type, { aside }) => {
      rmSync(join(aside, 'moved'), { recursive: true, force: true });
      renameSync(type, join(aside, 'moved'));
      symlinkSync(join(aside, 'moved'), type);
    },
    said: `${ALL}: is a link, where a folder belongs`,
  },
  {
    what: 'a byte that differs where it is compared',
    make: (type) => edit(join(type, OUT), (text) => text.replace('"raw"', '"rax"')),
    said: `${ALL}/${OUT}: is not what was recorded (SHA256SUMS)`,
  },
  {
    what: 'a byte that differs where the whitelist masks it',
    make: (type) => edit(join(type, OUT), (text) => text.replace('4096', '4097')),
    said: `${ALL}/${OUT}: is not what was recorded (SHA256SUMS)`,
  },
  {
    what: 'a size of a masked text that differs',
    make: (type) => edit(join(type, META), (text) => text.replace(/("info_stdout_bytes": )\d+/, '$11')),
    said: `${ALL}/${META}: its "info_stdout_bytes" is 1, and has to be `,
  },
  {
    what: 'a size of a masked text that differs, with the sum of it',
    make: (type) => forge(type, META, (text) => text.replace(/("info_stdout_bytes": )\d+/, '$11')),
    said: `${ALL}/${META}: its "info_stdout_bytes" is 1, and has to be `,
  },
  {
    what: 'an error text that differs',
    make: (type) => appendFileSync(join(type, `${RAW}.stderr.txt`), 'x\n'),
    said: `${ALL}/${META}: its "info_stderr_bytes" is 0, and has to be 2`,
  },
  {
    what: 'a path of the recording machine',
    make: (type) => appendFileSync(join(type, `${RAW}.stderr.txt`), 'in /home/somebody/x\n'),
    said: `${ALL}/${RAW}.stderr.txt: names a path of the recording machine: /home/somebody/x`,
  },
  {
    what: 'half a triple',
    make: (type) => rmSync(join(type, OUT)),
    said: `${ALL}/${RAW}: half a triple, without .stdout.txt`,
  },
  {
    what: 'a case that is gone',
    make: (type) => {
      for (const part of ['stdout.txt', 'stderr.txt', 'meta.json']) rmSync(join(type, `${RAW}.${part}`));
    },
    said: `${ALL}/${RAW}: was recorded (SHA256SUMS), and is gone`,
  },
  {
    what: 'an empty file',
    make: (type) => truncateSync(join(type, META)),
    said: `${ALL}/${META}: not JSON: `,
  },
  {
    what: 'an output that is cut short',
    make: (type) => truncateSync(join(type, OUT), 5),
    said: `${ALL}/${OUT}: not JSON: `,
  },
  {
    what: 'a meta on one line, with the sum of it',
    make: (type) => forge(type, META, (text) => JSON.stringify(JSON.parse(text))),
    said: `${ALL}/${META}: not as a recording writes it`,
  },
  {
    what: 'a meta in which a key stands twice, with the sum of it',
    make: (type) => forge(type, META, (text) => text.replace('  "case"', '  "case": "x",\n  "case"')),
    said: `${ALL}/${META}: not as a recording writes it`,
  },
  ...inMeta('another release', 'its "qemu_version" is "8.0.0", and has to be "7.2.22"', (meta) => {
    meta.qemu_version = '8.0.0';
  }),
  ...inMeta('another case', 'its "case" is "64M", and has to be "1M-default"', (meta) => {
    meta.case = '64M';
  }),
  ...inMeta('another target', 'its "target" is "vmdk", and has to be "raw"', (meta) => {
    meta.target = 'vmdk';
  }),
  ...inMeta('another command', 'its "command" is "dd", and has to be "tiny"', (meta) => {
    meta.command = 'dd';
  }),
  ...inMeta('another parameter', 'its "size_str" is "2M", and has to be "1M"', (meta) => {
    meta.size_str = '2M';
  }),
  ...inMeta('options', 'its "options" is ["a=b"], and has to be []', (meta) => {
    meta.options = ['a=b'];
  }),
  ...inMeta('a key too many', 'has a "note", which no recording writes', (meta) => {
    meta.note = 1;
  }),
  ...inMeta('a key too few', 'has no "options"', (meta) => {
    delete meta.options;
  }),
  ...inMeta('a time limit that was hit', 'its "create_timed_out" is true, and has to be false', (meta) => {
    meta.create_timed_out = true;
  }),
  ...inMeta('another argument', 'step create: its "argv" is ', (meta) => {
    (meta.steps as { argv: string[] }[])[0]?.argv.push('-q');
  }),
  ...inMeta('a step too few', 'its steps are create, of this case they are create, info', (meta) => {
    (meta.steps as unknown[]).pop();
  }),
  {
    what: 'a case of another release, with the sums of it',
    make: (type) => {
      for (const part of ['stdout.txt', 'stderr.txt', 'meta.json']) {
        const text = readFileSync(join(type, `raw/8.0.0/1M-default.${part}`), 'utf8');
        const here = readFileSync(join(type, `${RAW}.${part}`), 'utf8');
        if (text !== here) forge(type, `${RAW}.${part}`, () => text);
      }
    },
    said: `${ALL}/${META}: its "qemu_version" is "8.0.0", and has to be "7.2.22"`,
  },
  ...(
    [
      ['a blank line at the end', 'line 31 is blank', (text) => `${text}\n`],
      ['a blank line in the middle', 'line 2 is blank', (text) => text.replace('\n', '\n\n')],
      ['a line out of order', 'line 2 is not in order', (text) => text.replace(/^(.*\n)(.*\n)/, '$2$1')],
      ['a line twice', 'line 2 stands twice', (text) => text.replace(/^(.*\n)/, '$1$1')],
      ['CRLF', 'line 1 is not as sha256sum writes it', (text) => text.replaceAll('\n', '\r\n')],
      ['no end', 'its last line has no end', (text) => text.slice(0, -1)],
      ['a line of a binary file', 'line 1 is not as sha256sum writes it', (text) => text.replace('  ', ' *')],
      ['a line that is none', 'line 1 is no sum', (text) => text.replace(/^..../, 'xxxx')],
      ['marks of a merge', 'line 1 is no sum', (text) => `<<<<<<< HEAD\n${text}`],
      [
        'two sums of a file',
        'line 2 stands twice',
        (text) => text.replace(/^.{64}(.*\n)/, `${'0'.repeat(64)}$1$&`),
      ],
      [
        'a file of no case',
        'tells of raw/8.0.0/gone.meta.json, of no case',
        (text) => text.replace(/^(.*) vmdk/m, `${'0'.repeat(64)}  raw/8.0.0/gone.meta.json\n$1 vmdk`),
      ],
    ] satisfies [string, string, (text: string) => string][]
  ).map(
    ([what, said, change]): Damage => ({
      what: `sums with ${what}`,
      make: (type) => edit(join(type, 'SHA256SUMS'), change),
      said: `${ALL}/SHA256SUMS: ${said}`,
    }),
  ),
  {
    what: 'a sum that is not that of its file',
    make: (type) =>
      edit(join(type, 'SHA256SUMS'), (text) =>
        text.replace(/^.*( raw\/7\.2\.22\/1M-default\.stdout)/m, `${'0'.repeat(64)} $1`),
      ),
    said: `${ALL}/${OUT}: is not what was recorded (SHA256SUMS)`,
  },
  {
    what: 'sums without a line',
    make: (type) =>
      edit(join(type, 'SHA256SUMS'), (text) =>
        text.replace(/^.* raw\/7\.2\.22\/1M-default\.stdout\.txt\n/m, ''),
      ),
    said: `${ALL}/${OUT}: is not in SHA256SUMS`,
  },
  {
    what: 'no sums',
    make: (type) => rmSync(join(type, 'SHA256SUMS')),
    said: `${ALL}/SHA256SUMS: is not there`,
  },
  {
    what: 'a version map of nothing',
    make: (type) => writeFileSync(join(type, 'version-map.json'), '{}\n'),
    said: `${ALL}/version-map.json: is not what the baselines give`,
  },
  {
    what: 'no version map',
    make: (type) => rmSync(join(type, 'version-map.json')),
    said: `${ALL}/version-map.json: is not what the baselines give`,
  },
  {
    what: 'a copy of a profile that differs',
    make: (type) => appendFileSync(join(type, 'profiles/profile-8-0-0/raw-1M-default.stdout.txt'), ' '),
    said: `${ALL}/profiles/profile-8-0-0/raw-1M-default.stdout.txt: is not what the baselines give`,
  },
  {
    what: 'a profile that is gone',
    make: (type) => rmSync(join(type, 'profiles/profile-8-0-0'), { recursive: true }),
    said: `${ALL}/profiles/profile-8-0-0: is not what the baselines give (15 files)`,
  },
  ...(
    [
      ['an unknown key', 'knows a "note" of 7.2.22', (one) => ({ ...one, note: 1 })],
      [
        'another banner',
        'has a banner for 7.2.22 that does not name it',
        (one) => ({ ...one, banner: 'qemu-img version 8.0.0' }),
      ],
      [
        'an edited banner',
        'is wrong about the banner of the build of 7.2.22',
        (one) => ({ ...one, banner: 'qemu-img version 7.2.22' }),
      ],
      [
        'an edited source',
        'is wrong about the source of the build of 7.2.22',
        (one) => ({ ...one, source: 'sid qemu-utils 1' }),
      ],
      ['an empty source', 'has an empty "source" for 7.2.22', (one) => ({ ...one, source: '' })],
      [
        'another arch',
        'is wrong about the arch of the build of 7.2.22',
        (one) => ({ ...one, arch: 'aarch64' }),
      ],
      [
        'an edited sha256',
        'is wrong about the sha256 of the build of 7.2.22',
        (one) => ({ ...one, sha256: 'f'.repeat(64) }),
      ],
      [
        'a sha256 that is none',
        'has a sha256 for 7.2.22 that is none',
        (one) => ({ ...one, sha256: 'F'.repeat(64) }),
      ],
      [
        'what a build lacks',
        'is wrong about what the build of 7.2.22 lacks',
        (one) => ({ ...one, lacks: ['zstd'] }),
      ],
      [
        'unknown features',
        'has a list of what the build of 7.2.22 lacks',
        (one) => ({ ...one, lacks: ['wings'] }),
      ],
    ] satisfies [string, string, (entry: object) => object][]
  ).map(
    ([what, said, change]): Damage => ({
      what: `a versions.json with ${what}`,
      make: (type) =>
        edit(join(type, '../versions.json'), (text) => {
          const entries = JSON.parse(text);
          return `${JSON.stringify({ ...entries, '7.2.22': change(entries['7.2.22']) }, null, 2)}\n`;
        }),
      said: `versions.json: ${said}`,
    }),
  ),
  {
    what: 'a versions.json with a release that has no baselines',
    make: (type) =>
      edit(join(type, '../versions.json'), (text) =>
        text.replace(/"8\.0\.0": (\{[^}]+\})/, '$&,\n  "9.9.9": $1'),
      ),
    said: 'versions.json: tells of 9.9.9, which has no baselines',
  },
  {
    what: 'a versions.json without a release',
    make: (type) =>
      edit(
        join(type, '../versions.json'),
        (text) => `${JSON.stringify({ '8.0.0': JSON.parse(text)['8.0.0'] }, null, 2)}\n`,
      ),
    said: 'versions.json: does not say what 7.2.22 was recorded with',
  },
  {
    what: 'a versions.json in which a key stands twice',
    make: (type) =>
      edit(join(type, '../versions.json'), (text) =>
        text.replace('    "arch"', '    "arch": "x",\n    "arch"'),
      ),
    said: 'versions.json: is not as a recording writes it',
  },
  {
    what: 'no versions.json',
    make: (type) => rmSync(join(type, '../versions.json')),
    said: 'versions.json: is not there',
  },
  {
    what: 'a page of the releases that differs',
    make: (_, { docs }) => appendFileSync(join(docs, 'releases.md'), 'x'),
    said: 'docs/releases.md: is not what the baselines give',
  },
  {
    what: 'no page of the releases',
    make: (_, { docs }) => rmSync(join(docs, 'releases.md')),
    said: 'docs/releases.md: is not there',
  },
  {
    what: 'a link in place of the page of the releases',
    make: (_, { docs }) => {
      rmSync(join(docs, 'releases.md'));
      symlinkSync('/nowhere', join(docs, 'releases.md'));
    },
    said: 'docs/releases.md: is a link, where a file belongs',
  },
  ...['old-info-json.md', '.stray', 'notes/x'].map(
    (name): Damage => ({
      what: `beside the review pages: ${name}`,
      make: (_, { snapshots }) => place(join(snapshots, name), 'x'),
      said: `__snapshots__/${name.split('/')[0]}: is the page of no output type`,
      never: 'git',
    }),
  ),
];

describe('what is wrong with the baselines is one finding, and its command mends it', () => {
  const tree = new DamagedTree();
  const before = contents(tree.root);

  const isClean = async () => {
    expect(await tree.audit()).toEqual({ text: '', mends: [] });
    expect(tree.repository.git('status', '--porcelain')).toBe('');
    expect(contents(tree.root)).toEqual(before);
  };

  async function expectMended({ make, said }: Damage): Promise<string> {
    make(tree.type, tree);
    const { text, mends } = await tree.audit();
    expect(text.startsWith(said), `${text}\n- ${said}`).toBe(true);
    expect([text, mends.length]).toEqual([text, 1]);
    await tree.mend(mends[0] ?? '');
    return mends[0] ?? '';
  }

  test('which whole ones have not', isClean);

  test.for(damages.map((damage) => [damage.what, damage] as const))('%s', async ([, damage], context) => {
    context.onTestFailed(() => {
      tree.repository.git('checkout', '-q', '.');
      tree.repository.git('clean', '-qfdx');
    });
    const command = await expectMended(damage);
    expect(/git -C \S+ checkout|npx vitest run -u|^rm |^printf /.test(command), command).toBe(true);
    await isClean();
    if (damage.never === 'git') return;
    await tree.withoutGit(async () => {
      const recordings = tree.recordings;
      const other = await expectMended(damage);
      expect(other).not.toContain('git ');
      expect(tree.recordings).toBe(recordings + 1);
    });
    await isClean();
    tried(context, {
      of: 'baselines',
      fault: damage.what,
      how: 'the audit of a verification',
      outcome: damage.said.replace(/^\S+: /, '').trim(),
    });
  });

  test('a release that is dropped is one finding, and the next recording tells of it no more', async () => {
    const drop = () => {
      for (const target of tree.made.suite.rows.map((row) => row.target))
        rmSync(join(tree.type, target, '7.2.22'), { recursive: true, force: true });
    };
    drop();
    const lost = await tree.audit();
    expect(lost.text.split('\n')).toMatchObject([
      `${ALL}/*/7.2.22: was recorded (SHA256SUMS), and nothing of the release is left`,
      expect.stringMatching(/^ {4}mend: git -C \S+ checkout /),
      expect.stringMatching(
        /^ {4}or, if it was meant: PARITY_VERSIONS=8\.0\.0 npx vitest run -u suites\/tiny$/,
      ),
    ]);
    await tree.mend(lost.mends[0] ?? '');
    await isClean();

    drop();
    tree.repository.git('add', '-A');
    const { mends } = await tree.audit();
    expect(mends).toEqual(['PARITY_VERSIONS=8.0.0 npx vitest run -u suites/tiny']);
    await tree.mend(mends[0] ?? '');
    expect(await tree.audit()).toEqual({ text: '', mends: [] });
    expect(readFileSync(join(tree.root, 'versions.json'), 'utf8')).not.toContain('7.2.22');
    tree.repository.git('reset', '-q', '--hard');
    tree.repository.git('clean', '-qfdx');
  });

  test('hard links are files', async () => {
    const other = join(tree.aside, 'other');
    linkSync(join(tree.type, OUT), other);
    await isClean();
    rmSync(other);
  });

  test('a file that may not be read is told in one line, with what opens it', async (context) => {
    if (process.getuid?.() === 0) return context.skip('root reads everything');
    const path = join(tree.type, OUT);
    chmodSync(path, 0);
    const { text, mends } = await tree.audit();
    expect(text).toMatch(/cannot be read: EACCES/);
    expect(mends).toHaveLength(1);
    await tree.mend(mends[0] ?? '');
    await isClean();
  });
});
