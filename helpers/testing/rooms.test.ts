import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { foldersIn } from '../files/read.ts';

const HELPERS = resolve(import.meta.dirname, '..');

interface Source {
  /** folder directly under helpers/ */
  readonly room: string;
  /** path below helpers/ */
  readonly file: string;
  readonly text: string;
  /** what it imports, types included: packages by name, files as paths below helpers/ */
  readonly imports: readonly string[];
}

/** Everything under helpers/ but tests, and what is for tests only. */
const sources: readonly Source[] = readdirSync(HELPERS, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|mjs)$/.test(file) && !file.endsWith('.test.ts'))
  .map((file): Source => {
    const text = readFileSync(join(HELPERS, file), 'utf8');
    const specifiers = [...text.matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
      ([, name = '']) => name,
    );
    const imports = specifiers.map((name) =>
      name.startsWith('.') ? relative(HELPERS, resolve(HELPERS, dirname(file), name)) : `package ${name}`,
    );
    return { room: roomOf(file), file, text, imports };
  });
const product = sources.filter(({ room }) => room !== 'testing');

function roomOf(file: string): string {
  return file.split('/', 1)[0] ?? '';
}

/** Room -> the rooms that it imports from. */
function graph(): Map<string, Set<string>> {
  const rooms = new Map(foldersIn(HELPERS).map((room) => [room, new Set<string>()]));
  for (const { room, imports } of sources) {
    for (const other of imports.map(roomOf)) {
      if (other !== room && rooms.has(other)) rooms.get(room)?.add(other);
    }
  }
  return rooms;
}

/** Takes the rooms away that import none of those left, as often as there are any: what stays leads to a circle. */
function circles(rooms: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const left = new Map(rooms);
  const free = () => [...left].filter(([, imports]) => ![...imports].some((room) => left.has(room)));
  for (let found = free(); found.length > 0; found = free()) for (const [room] of found) left.delete(room);
  return [...left].map(([room, imports]) => `${room} -> ${[...imports].filter((other) => left.has(other))}`);
}

/** `file: import` for each import of the product's that a rule does not allow. */
function offences(isForbidden: (imported: string, source: Source) => boolean): string[] {
  return product.flatMap((source) =>
    source.imports.filter((name) => isForbidden(name, source)).map((name) => `${source.file}: ${name}`),
  );
}

test('what is read here is what there is', () => {
  expect(product.length).toBeGreaterThan(100);
  expect(graph().get('cells')).toContain('baselines');
  expect(graph().get('cells')).toContain('pipeline');
});

test('no room imports itself by way of others', () => {
  expect(circles(graph())).toEqual([]);
});

test('a circle would be found', () => {
  const rooms = new Map(
    Object.entries({ a: ['b'], b: ['c'], c: ['b'], d: [] }).map(([a, b]) => [a, new Set(b)]),
  );
  expect(circles(rooms)).toEqual(['a -> b', 'b -> c', 'c -> b']);
});

test('there are at most 20 rooms', () => {
  expect(foldersIn(HELPERS).length).toBeLessThanOrEqual(20);
});

test('no helper imports a suite', () => {
  const suites = sources.flatMap(({ file, imports }) =>
    imports.some((name) => name.startsWith('../suites')) ? [file] : [],
  );
  expect(suites).toEqual([]);
});

/** What is measured or explored is so with the stand-in, where there is no candidate. */
const STAND_IN = 'testing/stand-in/launcher.ts';

/** Rooms that are commands of their own: nothing is built on them. */
const COMMANDS = ['bench', 'explore'];

test('nothing but tests imports from testing, the stand-in of the commands aside', () => {
  expect(
    offences(
      (name, { room }) => roomOf(name) === 'testing' && !(COMMANDS.includes(room) && name === STAND_IN),
    ),
  ).toEqual([]);
});

test('nothing imports from bench or explore', () => {
  expect(offences((name, { room }) => COMMANDS.includes(roomOf(name)) && room !== roomOf(name))).toEqual([]);
});

test('only process starts programs', () => {
  const starters = ['node:child_process', 'execa', 'zx'].map((name) => `package ${name}`);
  // What the bench preloads looks on while others do.
  const looksOn = (file: string) => file.startsWith('bench/preload/');
  expect(
    offences((name, { room, file }) => room !== 'process' && !looksOn(file) && starters.includes(name)),
  ).toEqual([]);
});

const TOUCH_NO_FILE = ['files/group-by.ts', 'files/remembered.ts'];

/** What finds the folder of the baselines out, and only asks whether it is there. */
const ASKS_FOR_FOLDER = ['plan/settings.ts', 'plan/check-places.ts'];

/** What works on a copy of the baselines, somewhere else. */
const WORKS_ON_COPY = ['bench/made-releases.ts'];

/** What else knows the folder of the baselines hands it on. */
test('only baselines touches expected-outputs', () => {
  const strangers = product.filter(
    ({ room, file, text }) =>
      room !== 'baselines' &&
      ![...ASKS_FOR_FOLDER, ...WORKS_ON_COPY].includes(file) &&
      /expectedOutputs|expected-outputs/.test(text),
  );
  expect(strangers.length).toBeGreaterThan(0);
  const touches = (name: string) =>
    /^package node:fs/.test(name) || (roomOf(name) === 'files' && !TOUCH_NO_FILE.includes(name));
  expect(strangers.filter(({ imports }) => imports.some(touches)).map(({ file }) => file)).toEqual([]);
});

test('only vitest touches Vitest', () => {
  const isVitest = (name: string) => /^package vitest(?:\/|$)/.test(name);
  expect(offences((name, { room }) => room !== 'vitest' && isVitest(name))).toEqual([]);
});
