import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Commands } from '../process/commands.ts';
import { CARRIED, parseSourcesLine, words } from './sources-line.ts';
import { ALIASES, type Family, isSecuritySuite, releasesOf } from './suites.ts';

/** One `deb` entry of the host's sources, in the words of sources.list(5). */
export interface Source {
  readonly uri: string;
  readonly suites: readonly string[];
  readonly components: readonly string[];
  /** deb822 lines to repeat in every stanza for this archive, e.g. `Signed-By` */
  readonly options: Readonly<Record<string, string>>;
}

/** Where the packages of a family come from on this host. */
export interface Archives {
  readonly main: Source;
  readonly security: Source;
}

/** What the host knows of its mirror: the key, and what else is carried. */
function carried(fields: ReadonlyMap<string, string>): Record<string, string> {
  const options: Record<string, string> = {};
  for (const name of ['Signed-By', ...CARRIED]) {
    const value = fields.get(name.toLowerCase());
    if (value !== undefined) options[name] = value;
  }
  return options;
}

/** Parses the one-line format: `deb [option=value ...] uri suite [component ...]`. Options that are unknown are left out. */
export function parseOneLine(text: string): Source[] {
  const sources: Source[] = [];
  for (const line of text.split('\n')) {
    const parsed = parseSourcesLine(line);
    // A cdrom is no mirror.
    if (parsed?.type !== 'deb' || /^cdrom:/i.test(parsed.uri)) continue;
    const { uri, suite, components } = parsed;
    const fields = new Map<string, string>();
    for (const option of parsed.options) {
      const [, name = '', value = ''] = /^([\w-]+?)[+-]?=(\S+)$/.exec(option) ?? [];
      fields.set(name.toLowerCase(), value);
    }
    sources.push({ uri, suites: [suite], components, options: carried(fields) });
  }
  return sources;
}

/** Parses the deb822 format: stanzas of `Field: value` with continuation lines. */
export function parseDeb822(text: string): Source[] {
  const sources: Source[] = [];
  // Comment lines vanish first: they may stand inside a stanza without ending it.
  const plain = text.replace(/^#.*\n?/gm, '');
  for (const stanza of plain.split(/\n\s*\n/)) {
    const fields = new Map<string, string>();
    for (const [, name = '', value = ''] of stanza.matchAll(/^([\w-]+):[ \t]*(.*(?:\n[ \t].*)*)/gm)) {
      fields.set(name.toLowerCase(), value.trimEnd());
    }
    const uri = words(fields.get('uris') ?? '')[0];
    const enabled = !/^(no|false|off|0|without|disable)$/i.test(fields.get('enabled') ?? 'yes');
    if (!enabled || !uri || !words(fields.get('types') ?? '').includes('deb')) continue;
    sources.push({
      uri,
      suites: words(fields.get('suites') ?? ''),
      components: words(fields.get('components') ?? ''),
      options: carried(fields),
    });
  }
  return sources;
}

/**
 * The host's entries, from the places that `apt-config` names.
 *
 * `apt-get indextargets` would save the parsing, but it lists only what has been downloaded: it is empty on a
 * machine whose lists are (every container image), and its format knows no Signed-By (apt 2.6).
 */
export async function readHostSources(commands: Commands): Promise<Source[]> {
  const shell = await commands.run([
    'apt-config',
    'shell',
    'LIST',
    'Dir::Etc::sourcelist/f',
    'PARTS',
    'Dir::Etc::sourceparts/d',
  ]);
  const place = (name: string) => new RegExp(`^${name}='(.*)'$`, 'm').exec(shell.stdout)?.[1];
  const list = place('LIST') ?? '/etc/apt/sources.list';
  const parts = place('PARTS') ?? '/etc/apt/sources.list.d';
  const names = await readdir(parts).catch(() => []);
  const files = [list, ...names.sort().map((name) => join(parts, name))];
  const sources: Source[] = [];
  for (const file of files) {
    const parse = file.endsWith('.sources') ? parseDeb822 : file.endsWith('.list') ? parseOneLine : undefined;
    if (!parse) continue; // apt reads no other extension either
    sources.push(...parse(await readFile(file, 'utf8').catch(() => '')));
  }
  return sources;
}

/**
 * Picks the family's own archive among the host's entries. Third-party repositories use the same suite names
 * (`bookworm main`, `stable main`), so entries rank: an archive that also has the `-updates` pocket first, then one
 * named by a code name, then one named by an alias; the host's own order decides between equals.
 *
 * Releases are asked of `main` alone: qemu-utils is in it, and by policy of both families so is all it depends on.
 */
export function chooseArchives(
  sources: readonly Source[],
  family: Family,
  codename?: string,
): Archives | undefined {
  const suites = new Set(releasesOf(family, codename).flatMap((release) => release.suites));
  const aliases = new Set(ALIASES[family]);
  const bare = (suite: string) => suite.replace(/\/$/, '');
  const usable = sources.filter((source) => source.components.includes('main'));
  const has = (uri: string, wanted: (suite: string) => boolean) =>
    usable.some((source) => source.uri === uri && source.suites.some((suite) => wanted(bare(suite))));
  const rank = (source: Source): number => {
    const own = source.suites.map(bare).filter((suite) => !isSecuritySuite(suite));
    if (!own.some((suite) => suites.has(suite) || aliases.has(suite))) return 0;
    if (has(source.uri, (suite) => suite.endsWith('-updates'))) return 3;
    return own.some((suite) => suites.has(suite)) ? 2 : 1;
  };
  const main = usable.reduce<Source | undefined>((best, source) => {
    return rank(source) > (best ? rank(best) : 0) ? source : best;
  }, undefined);
  if (!main) return undefined;
  const security = usable.find((source) =>
    source.suites
      .map(bare)
      .some((suite) => isSecuritySuite(suite) && isKnownSecurity(suite, suites, aliases)),
  );
  return { main, security: security ?? main };
}

/**
 * The entries of suites, each in the archive that it belongs to.
 *
 * @param components also those that the host itself does not name: its mirror and its keys are of the whole archive
 */
export function entriesOf(
  { main, security }: Archives,
  suites: readonly string[],
  components: readonly string[] = ['main'],
): Source[] {
  return suites.map((suite) => {
    const { uri, options } = isSecuritySuite(suite) ? security : main;
    return { uri, suites: [suite], components, options };
  });
}

function isKnownSecurity(suite: string, suites: ReadonlySet<string>, aliases: ReadonlySet<string>): boolean {
  const base = suite.replace(/(-security|\/updates)$/, '');
  return suites.has(base) || aliases.has(base);
}
