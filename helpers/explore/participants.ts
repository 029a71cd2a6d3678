import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { DIALECTS, loadDialects } from '../dialects/finding/load-dialect.ts';
import type { Dialect } from '../pipeline/dialect.ts';
import type { Candidate } from '../plan/plan.ts';
import { askCandidate, chooseCandidate } from '../plan/select-candidate.ts';
import type { Settings } from '../plan/settings.ts';
import { discoverReferences } from '../references/discover.ts';
import { hostArch } from '../references/host-arch.ts';
import type { Reference } from '../references/reference.ts';
import { writeStandIn } from '../testing/stand-in/launcher.ts';
import { quoted } from '../text/quoted.ts';
import { UsageError } from '../text/usage-error.ts';
import type { Options } from './options.ts';
import type { Judgee } from './player.ts';

/** What stands for a candidate where there is none: a script over the reference, with the dialect of instar. */
export const STAND_IN = 'stand-in';

/** Who is judged, and by whom. */
export interface Participants {
  readonly candidate: Judgee & Pick<Candidate, 'version'>;
  readonly dialect: Dialect;
  readonly reference: Reference;
  /** what is odd about them, a line each */
  readonly notes: readonly string[];
}

/**
 * Finds out who plays.
 *
 * @param scratch folder for what is made
 * @throws UsageError for a release that is not installed, and for a candidate that there is not
 */
export async function findParticipants(
  settings: Settings,
  { candidate: named, binary, release }: Pick<Options, 'candidate' | 'binary' | 'release'>,
  scratch: string,
): Promise<Participants> {
  const { references, problems } = await discoverReferences(settings.binaries, { scratch });
  const reference = chooseReference(references, release, settings.binaries);
  const dialects = await loadDialects(DIALECTS);
  if (named === STAND_IN) {
    if (binary !== undefined)
      throw new UsageError('--binary: the stand-in is a script of ours, and takes none');
    const path = standInOver(reference, scratch);
    const candidate = { dialect: 'instar', path, version: undefined, lacks: [] };
    return { candidate, dialect: dialectNamed(dialects, 'instar'), reference, notes: problems };
  }
  const chosen = chooseCandidate(
    {
      ...settings,
      dialect: named ?? settings.dialect,
      binary: binary ?? (named === undefined ? settings.binary : undefined),
      requireCandidate: true,
    },
    dialects,
  );
  if (!chosen) throw new UsageError('--candidate: say who is to be judged');
  const { candidate, odd } = await askCandidate(chosen);
  return {
    candidate: {
      ...candidate,
      path: chosen.path,
      lacks: references.find(({ program }) => program === chosen.path)?.lacks ?? [],
    },
    dialect: dialectNamed(dialects, chosen.dialect),
    reference,
    notes: [...problems, ...odd],
  };
}

function chooseReference(
  references: readonly Reference[],
  release: string | undefined,
  binaries: string,
): Reference {
  const there = references.map(({ version }) => version);
  if (there.length === 0)
    throw new UsageError(`no qemu-img release under ${join(binaries, hostArch())}: npm run provision`);
  const found =
    release === undefined ? references.at(-1) : references.find(({ version }) => version === release);
  if (found) return found;
  throw new UsageError(
    `--release: ${quoted(release ?? '')} is not installed; there are: ${there.join(', ')}`,
  );
}

function dialectNamed(dialects: readonly Dialect[], name: string): Dialect {
  const found = dialects.find((dialect) => dialect.name === name);
  if (!found) throw new UsageError(`--candidate: there is no dialect ${quoted(name)}`);
  return found;
}

/** It takes the reference for the only release that there is, and so answers as that whatever it is asked for. */
function standInOver({ folder, version }: Reference, scratch: string): string {
  const own = join(scratch, 'stand-in');
  mkdirSync(join(own, 'releases'), { recursive: true });
  symlinkSync(folder, join(own, 'releases', version));
  return writeStandIn(own, join(own, 'releases', version, 'qemu-img'));
}
