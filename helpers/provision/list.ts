import { join } from 'node:path';
import { sideBySide } from '../process/side-by-side.ts';
import { columns } from '../text/columns.ts';
import { compareDebian } from './debian-version.ts';
import { PACKAGE } from './install.ts';
import { type Options, releaseWanted } from './options.ts';
import { planStep } from './plan.ts';
import { closure } from './private-apt.ts';
import { findPresent, type Surveyed } from './provision.ts';
import { megabytes, say } from './report.ts';

/** Prints what is installed. */
export async function listPresent(folder: string, arch: string): Promise<void> {
  const present = await findPresent(join(folder, arch));
  say(`installed in ${join(folder, arch)}:${present.length === 0 ? ' nothing' : ''}`);
  for (const line of columns(
    present.map(({ release, source, banner }) => {
      if (!source) return ['', release, 'dropped in', banner || 'its --version says nothing'];
      const others = (source.same_release ?? []).map((same) => same.suite).join(', ');
      return ['', release, source.suite, source.package_version, others && `also in ${others}`];
    }),
  )) {
    say(line);
  }
}

/** Prints what each suite would give, and what a download would cost when nothing is shared. */
export async function listOffers(
  surveyed: readonly Surveyed[],
  folder: string,
  arch: string,
  options: Options,
): Promise<void> {
  const present = await findPresent(join(folder, arch));
  const offers = surveyed.flatMap((one) => one.offers);
  const rows = await sideBySide(surveyed, 4, async ({ root, offers: own }) => {
    const lines: string[][] = [];
    for (const offer of own) {
      const { suite, packageVersion, upstream } = offer;
      if (!releaseWanted(options.only, suite, upstream.number, upstream.exact)) continue;
      const files = await closure(root, suite, [`${PACKAGE}=${packageVersion}`]);
      const step = planStep(offer, offers, present, options, compareDebian);
      const state = {
        install: 'new',
        have: step.kind === 'have' ? `have ${step.release}` : '',
        'dropped-in': step.kind === 'dropped-in' ? `have ${step.release} (dropped in)` : '',
        superseded: step.kind === 'superseded' ? `same release as ${step.by.suite}` : '',
        unwanted: '',
      }[step.kind];
      const number = upstream.exact ? upstream.number : `${upstream.number || '?'}.?`;
      lines.push([
        '',
        suite,
        number,
        packageVersion,
        megabytes(files.reduce((sum, one) => sum + one.bytes, 0)),
        state,
      ]);
    }
    return lines;
  });
  say('available (".?" is for the program itself to tell):');
  for (const line of columns(rows.flat())) say(line);
}
