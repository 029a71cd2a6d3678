import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import {
  type Change,
  changesBetween,
  type FileState,
  type TreeStates,
  treeStates,
} from '../files/tree-states.ts';
import { FOLDERS } from '../images/packed-files.ts';
import { recordedTypes } from './recorded-types.ts';
import { sumHere } from './sum-here.ts';
import { readSums } from './sums.ts';

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
  /** baselines, review pages, image fixtures */
  readonly data: TreeStates;
  /** the references of the run */
  readonly references: TreeStates;
  readonly others: TreeStates;
  /** SHA-256 of what lay, or was recorded, at a path of the data */
  readonly contents: ReadonlyMap<string, string>;
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

/** Who works in a checkout during a run, and with what. */
export interface Workers {
  /** path of the candidate: it may be built again meanwhile */
  readonly candidate: string | undefined;
  /** folders of the references that the run has found: another release that appears has no part in it */
  readonly references: readonly string[];
  /** output types that the run judges by; undefined: all. Of the others the audit of their own suite tells */
  readonly types?: readonly string[] | undefined;
}

/** What has become of a checkout. */
export interface CheckoutChanges {
  /** of what a run is judged by */
  readonly data: readonly Change[];
  /** files that are new elsewhere: whose they are nobody can tell */
  readonly others: readonly Change[];
}

/** Takes down what a checkout holds, so that a candidate that writes into it by an absolute path is seen. */
export function checkoutStates(checkout: Checkout, workers: Workers): CheckoutStates {
  const states = statesNow(checkout, workers);
  return { ...states, contents: contentsOf(checkout.expectedOutputs, states.data, workers) };
}

/** What has become of the checkout since. */
export function checkoutChanges(
  before: CheckoutStates,
  checkout: Checkout,
  workers: Workers,
): CheckoutChanges {
  const after = statesNow(checkout, workers);
  const holdsWhatItDid = (path: string, was: FileState, is: FileState) => {
    if (was.kind !== is.kind || was.size !== is.size) return false;
    const content = before.contents.get(path);
    return content === undefined ? was.writtenMs === is.writtenMs : sumHere(path) === content;
  };
  const data = changesBetween(before.data, after.data, holdsWhatItDid);
  const references = changesBetween(before.references, after.references, holdsWhatItDid);
  // Of what is no data only what is new: sources are edited while runs are under way.
  const others = changesBetween(before.others, after.others, () => true);
  const fetched = join(realPath(checkout.fixtures), FOLDERS.fetched);
  // The provisioner may be at work in another terminal.
  const isOfOthers = ({ path, what }: Change) => what === 'new' && path.startsWith(`${fetched}/`);
  return {
    data: [...data.filter((change) => !isOfOthers(change)), ...references],
    others: [...data.filter(isOfOthers), ...others.filter(({ what }) => what === 'new')],
  };
}

function statesNow(checkout: Checkout, workers: Workers) {
  const { candidate, references } = workers;
  const { root, expectedOutputs, binaries, fixtures, snapshots, report, scratch } = checkout;
  const data = [expectedOutputs, fixtures, ...(snapshots === undefined ? [] : [snapshots])];
  const builds = candidate === undefined ? [] : [dirname(candidate)];
  const elsewhere = [...data, binaries, report, scratch, tmpdir(), ...builds];
  const baselines = realPath(expectedOutputs);
  const unasked = recordedTypes(baselines).filter((type) => !isAskedFor(type, workers));
  const leftOut = new Set(unasked.map((type) => join(baselines, type)));
  const isHidden = (_: string, name: string) => name.startsWith('.');
  const statesIn = (folders: readonly string[]) =>
    new Map(
      folders.flatMap((folder) => [
        ...treeStates(realPath(folder), (path, name) => isHidden(path, name) || leftOut.has(path)),
      ]),
    );
  return {
    data: statesIn(data),
    references: statesIn(references),
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

/**
 * The sums of the triples are there to be read; of the few other files (4,000, 5 MB) they are taken, in 0.2 s. Not of
 * references, which are large.
 */
function contentsOf(
  expectedOutputs: string,
  data: TreeStates,
  workers: Workers,
): ReadonlyMap<string, string> {
  const contents = new Map<string, string>();
  const root = realPath(expectedOutputs);
  for (const type of recordedTypes(root).filter((each) => isAskedFor(each, workers))) {
    for (const [file, sum] of readSums(join(root, type))) contents.set(join(root, type, file), sum);
  }
  for (const path of data.keys()) {
    const content = contents.has(path) ? undefined : sumHere(path);
    if (content !== undefined) contents.set(path, content);
  }
  return contents;
}

function isAskedFor(type: string, { types }: Workers): boolean {
  return types === undefined || types.includes(type);
}

/** Where a folder lies that is a link; one that is not there has no files. */
function realPath(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
