import { lastError } from '../process/commands.ts';
import { escapeRegExp } from '../text/pattern.ts';
import { type AptRoot, copied } from './apt-root.ts';
import type { Source } from './apt-sources.ts';
import { shownUri } from './place-of.ts';
import { TooSlow } from './time-limit.ts';

/** What became of the suites that a mirror was asked for. */
export interface Answer {
  readonly answered: readonly string[];
  /** suite -> why it is not available */
  readonly refused: ReadonlyMap<string, string>;
}

/** Fetches the indexes of all that was added to a root. @returns whether a suite of an entry has answered */
export async function updateAll(root: AptRoot): Promise<(entry: Source, suite: string) => boolean> {
  await root.commands.run(['apt-get', ...root.config, 'update']);
  const format = ['--format', '$(REPO_URI) $(RELEASE)'];
  const { stdout } = await root.commands.run(['apt-get', ...root.config, 'indextargets', ...format]);
  // apt ends URIs with a slash, and may leave passwords out.
  const named = (uri: string) => shownUri(copied(uri)).replace(/\/+$/, '');
  const answered = new Set(
    stdout.split('\n').map((line) => {
      const [uri = '', suite = ''] = line.split(' ');
      return `${named(uri)} ${suite}`;
    }),
  );
  return ({ uri }, suite) => answered.has(`${named(uri)} ${suite}`);
}

/** Milliseconds for apt to list what it has; it takes far less than one second. */
const TO_LIST = 60_000;

/** Fetches the indexes; a suite is answered when apt has accepted its signature and lists it. */
export async function update(root: AptRoot, suites: readonly string[]): Promise<Answer> {
  let late: TooSlow | undefined;
  const result = await root.commands.run(['apt-get', ...root.config, 'update']).catch((error: unknown) => {
    if (!(error instanceof TooSlow)) throw error;
    late = error;
    return { code: null, stdout: '', stderr: error.message };
  });
  // What one suite has let wait, another has answered before.
  const commands = late ? root.commands.within(TO_LIST, late) : root.commands;
  const listed = await commands.run(['apt-get', ...root.config, 'indextargets', '--format', '$(RELEASE)']);
  const answered = suites.filter((suite) => listed.stdout.split('\n').includes(suite));
  const output = `${result.stdout}\n${result.stderr}`;
  const refused = new Map<string, string>();
  for (const suite of suites)
    if (!answered.includes(suite)) refused.set(suite, refusal(suite, output, lastError(result)));
  return { answered, refused };
}

/** Why a suite is not there, in few words, out of what `apt-get update` printed. */
export function refusal(suite: string, output: string, otherwise: string): string {
  const lines = output.split('\n');
  // "Err:5 <uri> <suite> Release" is followed by an indented line with the reason.
  const name = escapeRegExp(suite);
  const failed = lines.findIndex((line) => new RegExp(`^Err:\\d+ \\S+ ${name} `).test(line));
  const about = lines.filter((line) => new RegExp(`^[EW]: .*[ /]${name}[ /]`).test(line)).join('\n');
  const reason = failed < 0 ? '' : (lines[failed + 1] ?? '');
  if (/\b404\b/.test(reason)) return 'the mirror does not have it';
  const key = /NO_PUBKEY \w+|EXPKEYSIG \w+|is not signed|public key is not available/.exec(about + reason);
  if (key) return `its signature cannot be verified with this host's keys (${key[0]})`;
  // A suite without any package has nothing to list: measured on the -updates pocket of a testing release.
  const got = lines.some((line) => new RegExp(`^(Get|Hit):\\d+ \\S+ ${name} (In)?Release`).test(line));
  if (got && failed < 0 && about === '') return 'empty';
  return (reason.trim() || about.split('\n')[0] || otherwise).replace(/^[EW]: /, '').trim();
}

/** Versions of a package by suite. */
export async function versionsOf(root: AptRoot, name: string): Promise<Map<string, string>> {
  return parseMadison((await root.commands.run(['apt-cache', ...root.config, 'madison', name])).stdout);
}

/** The highest version of a package in any suite of the root. */
export async function newestOf(root: AptRoot, name: string): Promise<string | undefined> {
  const { stdout } = await root.commands.run(['apt-cache', ...root.config, 'madison', name]);
  return /^\s*\S+ \| +(\S+) \| .* Packages\s*$/m.exec(stdout)?.[1];
}

/** Reads ` name | version | uri suite/component arch Packages`. The highest version of a suite comes first. */
export function parseMadison(text: string): Map<string, string> {
  const versions = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^\s*\S+ \| +(\S+) \| \S+ (\S+)\/[^/\s]+ \S+ Packages\s*$/.exec(line);
    if (match && !versions.has(match[2] as string)) versions.set(match[2] as string, match[1] as string);
  }
  return versions;
}
