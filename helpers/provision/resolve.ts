import { updateAll } from './apt-indexes.ts';
import { closure, type Download, shortened, Unresolvable } from './apt-packages.ts';
import { addEntries } from './apt-root.ts';
import { placeOf } from './place-of.ts';
import type { Offer } from './plan.ts';
import type { Surveyed } from './survey.ts';

/** The package of an offer as apt is asked for it. */
export function packageOf(offer: Offer): string[] {
  return [`${offer.package}=${offer.packageVersion}`];
}

/**
 * All files that an offer needs. Where its root does not have them all, what may help is added to it and asked, until
 * it has: a pocket (bookworm-security) has little but its own packages, and so has many a company's archive.
 *
 * @throws Error that says what is missing
 */
export async function resolve({ root, support }: Surveyed, offer: Offer): Promise<Download[]> {
  const asked: string[] = [];
  const silent: string[] = [];
  for (let added = 0; ; added++) {
    try {
      return await closure(root, offer.target, packageOf(offer));
    } catch (error) {
      if (!(error instanceof Unresolvable) || support === undefined) throw error;
      const entries = support[added];
      if (!entries) throw new Error(lacking(error, asked, silent));
      await addEntries(root, `support-${added}`, entries);
      const hasAnswered = await updateAll(root);
      for (const entry of entries)
        for (const suite of entry.suites)
          (hasAnswered(entry, suite) ? asked : silent).push(placeOf({ suite, archive: entry.uri }));
    }
  }
}

/** @param silent what might have it, and gives nothing itself */
function lacking(
  { missing, message }: Unresolvable,
  asked: readonly string[],
  silent: readonly string[],
): string {
  const beside = asked.length > 0 ? `, nor in ${shortened(asked)}` : '';
  const more = silent.length > 0 ? `; not to be asked: ${shortened(silent)}` : '';
  const advice = missing.length > 0 ? '; name an archive that has it in another --archive' : '';
  return `${message}${beside}${more}${advice}`;
}
