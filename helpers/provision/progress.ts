import { plural } from '../text/plural.ts';
import { placeOf } from './place-of.ts';
import type { Offer } from './plan.ts';
import { megabytes } from './report.ts';
import { described, doneLine, droppedInLine, unlikeLine } from './settled-lines.ts';
import type { Origin } from './stage-release.ts';

/** What has happened to the offer of one suite. */
export type Progress =
  | { readonly kind: 'fetching'; readonly offer: Offer; readonly packages: number; readonly bytes: number }
  | { readonly kind: 'fetched'; readonly offer: Offer; readonly bytes: number }
  /** only the program tells its release, and it is one that was not asked for */
  | { readonly kind: 'not asked for'; readonly offer: Offer; readonly release: string }
  | { readonly kind: 'misnumbered'; readonly offer: Offer }
  | { readonly kind: 'failed'; readonly offer: Offer; readonly reason: string }
  | Settled;

/** How the offer of a release that was asked for ended. */
export type Settled = { readonly offer: Offer; readonly release: string } & (
  | { readonly kind: 'installed'; readonly inPlaceOf?: Origin }
  | { readonly kind: 'have' }
  | { readonly kind: 'dropped-in' }
  /** it is installed, and not from an archive */
  | { readonly kind: 'unlike'; readonly than: Origin }
  /** another suite has it in the same or in a newer package */
  | { readonly kind: 'superseded'; readonly by: Offer }
  /** it is installed from a newer package */
  | { readonly kind: 'older'; readonly than: Origin }
);

/** The line that tells it; undefined for what goes without saying. */
export function lineOf(progress: Progress, archFolder: string): string | undefined {
  const { packageVersion, upstream } = progress.offer;
  const suite = placeOf(progress.offer);
  const what = described(progress.offer);
  switch (progress.kind) {
    case 'fetching': {
      const size = `${plural(progress.packages, 'package')}, ${megabytes(progress.bytes)}`;
      return `fetch ${suite}: ${progress.offer.package} ${packageVersion}, ${size}`;
    }
    case 'fetched':
      return undefined;
    case 'not asked for':
      return `skip  ${suite}: it turns out to be ${progress.release}, which was not asked for`;
    case 'misnumbered':
      return `note  ${suite}: its package is numbered ${upstream.number}`;
    case 'failed':
      return `error ${suite}: ${progress.reason}`;
    case 'installed':
      return doneLine(progress.release, what, progress.inPlaceOf);
    case 'have':
      return `have  ${progress.release}: ${what}`;
    case 'dropped-in':
      return droppedInLine(progress.release, archFolder);
    case 'unlike':
      return unlikeLine(progress.release, progress.than, what);
    case 'superseded': {
      const same =
        progress.by.packageVersion === packageVersion ? 'has the same package' : 'has it in a newer package';
      return `skip  ${what}: ${placeOf(progress.by)} ${same}`;
    }
    case 'older':
      return `keep  ${progress.release}: ${described(progress.than)} is newer than ${what}`;
  }
}

/** What became of all offers together. */
export interface Outcome {
  readonly installed: readonly string[];
  /** downloaded */
  readonly bytes: number;
  readonly failed: number;
  /** everything that the terms of `--only` have selected */
  readonly selected: readonly Settled[];
}

export function outcomeOf(all: readonly Progress[]): Outcome {
  return {
    installed: [...new Set(all.flatMap((one) => (one.kind === 'installed' ? one.release : [])))],
    bytes: all.reduce((sum, one) => sum + (one.kind === 'fetched' ? one.bytes : 0), 0),
    failed: all.filter(({ kind }) => kind === 'failed').length,
    selected: all.flatMap((one) => (isSettled(one) ? one : [])),
  };
}

function isSettled(progress: Progress): progress is Settled {
  switch (progress.kind) {
    case 'fetching':
    case 'fetched':
    case 'not asked for':
    case 'misnumbered':
    case 'failed':
      return false;
    case 'installed':
    case 'have':
    case 'dropped-in':
    case 'unlike':
    case 'superseded':
    case 'older':
      return true;
  }
}
