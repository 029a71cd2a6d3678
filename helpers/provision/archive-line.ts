import { UsageError } from '../text/usage-error.ts';
import { CARRIED, parseSourcesLine } from './sources-line.ts';

/** An archive of the command line: one suite of it. */
export interface ArchiveLine {
  readonly uri: string;
  /** a name, or a path that ends in `/` for a flat repository */
  readonly suite: string;
  /** none for a flat repository */
  readonly components: readonly string[];
  /** of `[signed-by=...]`: files and fingerprints; empty where the line has none */
  readonly signedBy: readonly string[];
  /** of `[arch=...]`; empty where the line has none */
  readonly architectures: readonly string[];
  /** the other options, as fields of deb822 */
  readonly options: Readonly<Record<string, string>>;
}

const FORM = "'deb [option=value ...] URI suite component ...'";

const UNVERIFIED = ['trusted', 'allow-insecure', 'allow-weak', 'allow-downgrade-to-insecure'];

/** The lines of one value: a file may be its text. What is empty or a comment is none, as in the file. */
export function archiveLinesIn(value: string): string[] {
  const lines = value.split(/\r?\n/).filter((line) => !/^\s*(#|$)/.test(line));
  // An empty value is a mistake, and said to be one.
  return lines.length > 0 ? lines : [value];
}

/** Understands a line of sources.list(5). @throws UsageError with one line */
export function parseArchiveLine(line: string): ArchiveLine {
  const refuse = (reason: string): never => {
    throw new UsageError(`--archive '${line}': ${reason}`);
  };
  const parsed = parseSourcesLine(line);
  if (!parsed) return refuse(`expected ${FORM}`);
  const { type, uri, suite, components } = parsed;
  if (type !== 'deb') refuse(`only packages are taken, so it begins with deb: ${FORM}`);
  if (/^cdrom:/i.test(uri))
    refuse('a cdrom is no archive that can be asked; name the folder that it is mounted on');
  const flat = suite.endsWith('/');
  if (flat && components.length > 0) refuse(`${suite} is a flat repository, which has no components`);
  if (!flat && components.length === 0) refuse(`there is no component, e.g. main; expected ${FORM}`);
  const signedBy: string[] = [];
  const architectures: string[] = [];
  const options: Record<string, string> = {};
  for (const option of parsed.options) {
    const [, key = '', value = ''] = /^([a-z-]+)=(\S+)$/i.exec(option) ?? [];
    const name = key.toLowerCase();
    const field = CARRIED.find((one) => one.toLowerCase() === name);
    if (UNVERIFIED.includes(name))
      refuse(`${name} turns verification off, which stays on; give the archive's key with --keyring FILE`);
    else if (name === 'signed-by') signedBy.push(...value.split(','));
    else if (name === 'arch') architectures.push(...value.split(','));
    else if (field !== undefined) options[field] = value;
    else
      refuse(
        `option ${option}; there are signed-by, arch, ${CARRIED.join(', ').toLowerCase()}, each as name=value`,
      );
  }
  return { uri, suite, components, signedBy, architectures, options };
}
