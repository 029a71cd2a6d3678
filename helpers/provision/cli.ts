import { accessSync, constants, mkdirSync } from 'node:fs';
import { machine } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { which } from 'zx';
import { Interrupted, keepTemporariesIn } from '../process/commands.ts';
import { type Archives, chooseArchives, readHostSources } from './apt-sources.ts';
import { fetchImages, missingImages, readWantedImages } from './images.ts';
import { listInstalled } from './installed.ts';
import { cleanUpWhenInterrupted } from './interruption.ts';
import { listOffers, listPresent } from './list.ts';
import { HELP, type Options, parseOptions, releaseWanted, UsageError } from './options.ts';
import { type Host, readHost } from './os-release.ts';
import { createAptRoot } from './private-apt.ts';
import { installAll, type Outcome, type Surveyed, survey } from './provision.ts';
import { complain, megabytes, plural, say } from './report.ts';
import { createStaging, removeOwnStaging, sweepStaging } from './staging.ts';
import { releasesOf } from './suites.ts';

/** Why nothing can be fetched here, in one line. */
class Unavailable extends Error {}

const project = fileURLToPath(new URL('../../', import.meta.url));
const fixtures = join(project, 'fixtures');
const folder = resolve(process.env.QEMU_IMG_BINARIES || join(project, 'qemu-img-binaries'));
const arch = machine();

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  let options: Options;
  try {
    options = parseOptions(argv);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    complain(error.message);
    return 2;
  }
  if (options.help) {
    say(HELP.trimEnd());
    return 0;
  }
  const there = listInstalled(join(folder, arch)).length;
  if (options.ifEmpty && there > 0) {
    say(`${plural(there, 'reference')} in ${join(folder, arch)}; npm run provision looks for more`);
    return 0;
  }
  const unfinished = [folder, join(fixtures, 'fetched')];
  const removeUnfinished = () => {
    for (const place of unfinished) removeOwnStaging(place);
  };
  cleanUpWhenInterrupted(removeUnfinished);
  try {
    return options.list ? await list(options) : await provision(options, unfinished);
  } catch (error) {
    // The signal's handler ends the process, once everything that was running is gone.
    if (error instanceof Interrupted)
      return await new Promise<never>(() => setInterval(() => undefined, 1000));
    complain(error instanceof Error ? error.message : String(error));
    return error instanceof Unavailable && there > 0 && !options.force ? 0 : 1;
  } finally {
    removeUnfinished();
  }
}

async function list(options: Options): Promise<number> {
  await listPresent(folder, arch);
  const { host, archives } = await findArchives();
  makeFolder();
  keepTemporariesIn(await createStaging(folder, 'tmp'));
  const surveyed = await survey(releasesOf(host.family, host.codename), archives, folder, options.only);
  await listOffers(surveyed, folder, arch, options);
  const images = await readWantedImages(fixtures);
  const missing = missingImages(fixtures, images);
  say(`sample images: ${images.length - missing.length} of ${images.length} fetched`);
  return surveyed.length > 0 ? 0 : 1;
}

async function provision(options: Options, unfinished: readonly string[]): Promise<number> {
  const start = Date.now();
  const { host, archives } = await findArchives();
  makeFolder();
  const swept = unfinished.reduce((sum, place) => sum + sweepStaging(place), 0);
  if (swept > 0) say(`removed ${plural(swept, 'leftover')} of a run that was killed`);
  keepTemporariesIn(await createStaging(folder, 'tmp'));
  const surveyed = await survey(releasesOf(host.family, host.codename), archives, folder, options.only);
  const [outcome, images] = await Promise.all([
    installAll(surveyed, folder, arch, options),
    options.images ? provisionImages(surveyed, host, archives, options.force) : { bytes: 0, ok: true },
  ]);
  const unmatched = surveyed.length > 0 ? unmatchedTerms(options.only, outcome) : [];
  for (const term of unmatched) complain(`--only ${term}: no suite has it; --list shows what there is`);
  const total = listInstalled(join(folder, arch)).map(({ release }) => release);
  const failures = outcome.failed > 0 ? `, ${outcome.failed} failed` : '';
  say(
    `${plural(outcome.installed.length, 'release')} installed${failures}, ${megabytes(outcome.bytes + images.bytes)} ` +
      `downloaded, ${((Date.now() - start) / 1000).toFixed(1)} s; ${join(folder, arch)}: ${total.join(' ') || 'empty'}`,
  );
  if (total.length === 0) complain(`no reference is installed; ${byHand()}`);
  return total.length > 0 && unmatched.length === 0 && images.ok ? 0 : 1;
}

/** The terms of `--only` that have selected nothing. */
function unmatchedTerms(only: readonly string[], { selected }: Outcome): string[] {
  return only.filter(
    (term) => !selected.some(({ suite, release }) => releaseWanted([term], suite, release, true)),
  );
}

/** Fetches what the manifest wants. Without images the suites that read them skip, so this never stops the rest. */
async function provisionImages(
  surveyed: readonly Surveyed[],
  host: Host,
  archives: Archives,
  again: boolean,
): Promise<{ bytes: number; ok: boolean }> {
  const images = await readWantedImages(fixtures);
  const wanted = again ? images : missingImages(fixtures, images);
  if (images.length > 0 && wanted.length === 0) say(`have  ${plural(images.length, 'sample image')}`);
  // The host's own release first: its archive is surely complete. Else the newest one that answers.
  const from = surveyed.find(({ base }) => base === host.codename) ?? surveyed.at(-1);
  if (wanted.length === 0 || !from) return { bytes: 0, ok: true };
  try {
    const staging = await createStaging(folder, 'images');
    const suite = from.base;
    const sources = await createAptRoot(join(staging, 'apt'), archives, [suite], 'deb-src');
    const binaries = await createAptRoot(join(staging, 'tools-apt'), archives, [suite]);
    const { stored, bytes, errors } = await fetchImages(
      fixtures,
      wanted,
      { suite, sources, binaries, staging },
      say,
    );
    for (const error of errors) complain(`error ${error}`);
    say(`done  ${plural(stored, 'sample image')} in ${join(fixtures, 'fetched')}`);
    return { bytes, ok: errors.length === 0 };
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    complain(`error sample images: ${(error as Error).message}`);
    return { bytes: 0, ok: true };
  }
}

/** What this host's apt knows, or one line that says what to do instead. */
async function findArchives(): Promise<{ host: Host & { family: 'debian' | 'ubuntu' }; archives: Archives }> {
  const host = await readHost();
  for (const program of ['apt-get', 'dpkg-deb']) {
    if (!(await which(program, { nothrow: true })))
      throw new Unavailable(`there is no ${program} here; ${byHand()}`);
  }
  const { family } = host;
  if (!family) throw new Unavailable(`${host.name} is no relative of Debian or Ubuntu; ${byHand()}`);
  const archives = chooseArchives(await readHostSources(), family, host.codename);
  if (!archives)
    throw new Unavailable(`the apt sources of ${host.name} name no ${family} archive; ${byHand()}`);
  return { host: { ...host, family }, archives };
}

function byHand(): string {
  return `put a qemu-img in by hand as ${join(folder, arch, '<release>', 'qemu-img')}, e.g. .../10.0.2/qemu-img`;
}

function makeFolder(): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new Error(`cannot write to ${folder}: ${(error as NodeJS.ErrnoException).code}`);
  }
}
