import { parseArgs } from 'node:util';
import { UsageError } from '../text/usage-error.ts';
import { type ArchiveLine, archiveLinesIn, parseArchiveLine } from './archive-line.ts';
import { askedForCandidate } from './candidate/asked.ts';
import { FETCHABLE, type Fetchable } from './candidate/candidates.ts';
import { mergeLines } from './merge-lines.ts';
import { type Asked, askedToBuild } from './source/asked.ts';
import { MINUTES, parseTimeLimit } from './time-limit.ts';

export interface Options extends Asked {
  readonly help: boolean;
  readonly list: boolean;
  readonly force: boolean;
  readonly images: boolean;
  readonly ifEmpty: boolean;
  /** terms of `--only`; empty means everything */
  readonly only: readonly string[];
  /** empty means those of the host's apt */
  readonly archives: readonly ArchiveLine[];
  /** key files for the archives that name none */
  readonly keyrings: readonly string[];
  /** for asking a suite, and for fetching what it has; milliseconds */
  readonly timeLimit: number;
  /** what is to be fetched instead of releases; undefined where it is releases */
  readonly candidate: Fetchable | undefined;
}

export const HELP = `Fetches real qemu-img releases, and sample images, from the distribution archives that this host's apt uses.

  npm run provision -- [options]
  npm run provision -- --build PATH [--releases LIST] [--force]
  npm run provision -- --candidate NAME [--archive LINE] [--force]

  --list         show what is installed and what each suite would give; installs nothing. The exit code is 0 when
                 all that is shown can be had, and every archive that is named has answered
  --only TERM    only these; repeat it or separate by commas. A TERM that begins with a digit is a release,
                 whole or from the left: 10.0 means 10.0.2 and 10.0.13, 1 does not mean 10. Any other TERM is a
                 suite with the pockets on it: bookworm means bookworm, bookworm-security, bookworm-backports
  --force        install again what is installed, fetch again what is fetched
  --no-images    leave out the sample images of the qemu source package
  --if-empty     do nothing when at least one release is installed
  --archive LINE only from this archive, instead of those of this host; repeat it. A LINE is one of sources.list(5),
                 'deb [option=value ...] URI suite component ...', with the options signed-by, arch, by-hash,
                 check-valid-until and check-date; "$(cat FILE)" is a file of such lines. What an archive does not
                 have itself comes from the others that are named, then from this host's. No sample images are fetched
  --keyring FILE an OpenPGP key, armored or binary, for the archives without signed-by; repeat it. Without one
                 this host's keys are used
  --time-limit MINUTES
                 for asking a suite, and again for fetching what it has, instead of ${MINUTES}: for a slow line
  --build PATH   build qemu-img and qemu-io instead of fetching anything: out of a release tarball, an unpacked one or
                 a git checkout, of which nothing is changed. What is missing here for that is said in one line
  --releases LIST
                 which releases to build of a checkout, separated by commas: 9.0.0,9.1.0, each by its tag, else by
                 the commit whose VERSION says so. Without it HEAD is built
  --candidate NAME
                 fetch a tool that can be judged, instead of releases: ${FETCHABLE.map(({ name }) => name).join(', ')}. It is taken from the newest suite
                 that has it, or from the archives of --archive, and found where PARITY_DIALECT=NAME names its dialect
  --help         this text

  QEMU_IMG_BINARIES=folder   fill another folder than qemu-img-binaries

Needs apt-get, dpkg-deb and flock, no root. The host's own packages and apt state are not touched.
A program that is dropped in as qemu-img-binaries/<arch>/<release>/qemu-img is used as it is and never replaced.
`;

/** Understands the command line. @throws UsageError */
export function parseOptions(argv: readonly string[]): Options {
  try {
    const { values, tokens } = parseArgs({
      tokens: true,
      args: [...argv],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        list: { type: 'boolean', default: false },
        force: { type: 'boolean', default: false },
        'no-images': { type: 'boolean', default: false },
        'if-empty': { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: [] },
        archive: { type: 'string', multiple: true, default: [] },
        keyring: { type: 'string', multiple: true, default: [] },
        'time-limit': { type: 'string' },
        build: { type: 'string' },
        releases: { type: 'string', multiple: true, default: [] },
        candidate: { type: 'string' },
      },
    });
    const only = values.only.flatMap((value) => value.split(',')).map((term) => term.trim());
    if (only.includes('')) throw new UsageError('--only needs a release or a suite, e.g. --only 10.0');
    const archives = mergeLines(values.archive.flatMap(archiveLinesIn).map(parseArchiveLine));
    if (values.keyring.length > 0 && archives.length === 0)
      throw new UsageError('--keyring is for the archives of --archive, and there is none');
    const given = tokens.flatMap((token) => (token.kind === 'option' ? token.name : []));
    return {
      help: values.help,
      list: values.list,
      force: values.force,
      images: !values['no-images'],
      ifEmpty: values['if-empty'],
      only,
      archives,
      keyrings: values.keyring,
      timeLimit: parseTimeLimit(values['time-limit']),
      ...askedToBuild(values.build, values.releases, given),
      candidate: askedForCandidate(values.candidate, given),
    };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    // Node's text goes on with advice about `--`, which does not help here.
    const reason = error instanceof Error ? error.message.split('. ')[0] : String(error);
    throw new UsageError(`${reason}; --help shows the options`);
  }
}

const isRelease = (term: string) => /^\d/.test(term);

function startsWith(text: string, start: string, separator: string): boolean {
  return text === start || text.startsWith(start + separator);
}

/** Whether the terms leave this suite in question, before anything is known about its packages. */
export function suiteWanted(only: readonly string[], suite: string): boolean {
  return only.length === 0 || only.some((term) => isRelease(term) || startsWith(suite, term, '-'));
}

/**
 * Whether the terms select a release of a suite.
 * @param exact false while only the first numbers of the release are known: then what may match is selected
 */
export function releaseWanted(
  only: readonly string[],
  suite: string,
  release: string,
  exact: boolean,
): boolean {
  if (only.length === 0) return true;
  return only.some((term) => {
    if (!isRelease(term)) return startsWith(suite, term, '-');
    return startsWith(release, term, '.') || (!exact && (release === '' || startsWith(term, release, '.')));
  });
}
