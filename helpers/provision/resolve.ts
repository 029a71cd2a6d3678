import { update } from './apt-indexes.ts';
import { closure, type Download, shortened, Unresolvable } from './apt-packages.ts';
import { addEntries } from './apt-root.ts';
import { placeOf } from './place-of.ts';
import type { Offer } from './plan.ts';
import { PACKAGE } from './stage-release.ts';
import type { Surveyed } from './survey.ts';

/** The package of an offer as apt is asked for it. */
export function packageOf({ packageVersion }: Offer): string[] {
  return [`${PACKAGE}=${packageVersion}`];
}

/**
 * All files that an offer needs. Where its root does not have them all, what may help is added to it and asked, until
 * it has: a pocket (bookworm-security) has little but its own packages, and so has many a company's archive.
 *
 * @throws Error that says what is missing
 */
export async function resolve({ root, support = [] }: Surveyed, offer: Offer): Promise<Download[]> {
  const asked: string[] = [];
  for (let added = 0; ; added++) {
    try {
      return await closure(root, offer.target, packageOf(offer));
    } catch (error) {
      if (!(error instanceof Unresolvable) || offer.archive === undefined) throw error;
      const entries = support[added];
      if (!entries) throw new Error(lacking(error, asked));
      await addEntries(root, `support-${added}`, entries);
      for (const { suites, uri } of entries)
        asked.push(...suites.map((suite) => placeOf({ suite, archive: uri })));
      await update(root, []);
    }
  }
}

function lacking({ missing, message }: Unresolvable, asked: readonly string[]): string {
  if (missing.length === 0) return message;
  const beside = asked.length > 0 ? `, nor in ${shortened(asked)}` : '';
  return `it needs ${shortened(missing)}, not found in it${beside}; name an archive that has it in another --archive`;
}
