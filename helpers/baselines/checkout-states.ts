import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname } from 'node:path';
import { type Change, changesBetween, type TreeStates, treeStates } from '../files/tree-states.ts';
import { shownPath } from '../text/shown-path.ts';

/** How many files are told of; a candidate that changes one may change all. */
const CHANGES_TOLD = 20;

/** What people and their editors make while a run is under way, and what a reporter of Vitest's writes at its end. */
const WRITTEN_BY_OTHERS = [
  '.ts',
  '.js',
  '.mjs',
  '.json',
  '.md',
  '.sh',
  '.yml',
  '.yaml',
  '.xml',
  '.html',
  '.log',
];
const FOLDERS_OF_OTHERS = ['node_modules', 'docs', 'coverage'];

/** What a run is judged by, and what else there is in the checkout, at a moment. */
export interface CheckoutStates {
  /** baselines, review pages, references, image fixtures */
  readonly data: readonly TreeStates[];
  readonly others: TreeStates;
}

/** Folders of a checkout, as the settings of a run have them. */
export interface Checkout {
  readonly root: string;
  readonly expectedOutputs: string;
  readonly binaries: string;
  readonly fixtures: string;
  /** of the review pages */
  readonly snapshots: string | undefined;
  readonly report: string;
  readonly scratch: string;
}

/**
 * Takes down what a checkout holds, so that a candidate that writes into it by an absolute path is seen.
 *
 * @param candidate path of the candidate: it may be built again meanwhile
 */
export function checkoutStates(checkout: Checkout, candidate: string | undefined): CheckoutStates {
  const { root, report, scratch } = checkout;
  const data = dataFolders(checkout);
  const builds = candidate === undefined ? [] : [dirname(candidate)];
  const elsewhere = [...data, report, scratch, tmpdir(), ...builds];
  const isHidden = (_: string, name: string) => name.startsWith('.');
  return {
    data: data.map((folder) => treeStates(realPath(folder), isHidden)),
    others: treeStates(
      root,
      (path, name) =>
        isHidden(path, name) ||
        FOLDERS_OF_OTHERS.includes(name) ||
        WRITTEN_BY_OTHERS.includes(extname(name)) ||
        elsewhere.includes(path),
    ),
  };
}

/** What has become of the checkout since, a line for each file, at most so many. */
export function checkoutChanges(
  before: CheckoutStates,
  checkout: Checkout,
  candidate: string | undefined,
): string[] {
  const after = checkoutStates(checkout, candidate);
  const changes: Change[] = [
    ...before.data.flatMap((states, at) => changesBetween(states, after.data[at] ?? new Map())),
    // Of what is no data only what is new: sources are edited while runs are under way.
    ...changesBetween(before.others, after.others).filter(({ what }) => what === 'new'),
  ];
  const { root } = checkout;
  const lines = changes
    .slice(0, CHANGES_TOLD)
    .map(({ path, what }) => `changed while the run was under way: ${shownPath(path, root)} (${what})`);
  const more = changes.length - lines.length;
  return more > 0 ? [...lines, `changed while the run was under way: ${more} more files`] : lines;
}

function dataFolders({ expectedOutputs, binaries, fixtures, snapshots }: Checkout): string[] {
  return [expectedOutputs, binaries, fixtures, ...(snapshots === undefined ? [] : [snapshots])];
}

/** Where a folder lies that is a link; one that is not there has no files. */
function realPath(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
