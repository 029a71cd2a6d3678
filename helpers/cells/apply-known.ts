import stableStringify from 'fast-json-stable-stringify';
import type { Expectation } from '../baselines/expectation.ts';
import { COMPARATORS } from '../comparison/comparators.ts';
import { type Difference, inOutput, writeLocation } from '../comparison/difference.ts';
import { remembered } from '../files/remembered.ts';
import type { Json } from '../pipeline/json.ts';
import {
  type Given,
  type KnownDivergence,
  type KnownValue,
  matchesCase,
  nameOf,
} from '../pipeline/known-divergence.ts';
import { IMAGE_READERS, type Reader } from '../pipeline/reader.ts';
import { matchesPattern } from '../text/pattern.ts';
import { selectVersions } from '../versions/select.ts';
import type { Cell } from './cell.ts';
import type { Judgement } from './verdict.ts';

/** What a recorded release printed in a cell's case. */
export type Answers = (version: string) => Expectation['outputs'] | undefined;

/** Judges what one reader found in a cell in the light of the known divergences of the candidate. */
export function applyKnown(
  entries: readonly KnownDivergence[],
  cell: Cell,
  reader: Reader,
  differences: readonly Difference[],
  answers: Answers,
): Judgement {
  const given = givenOf(cell, answers);
  const applicable = entries.filter((entry) => applies(entry, cell, reader) && saysSomething(entry, given));
  const isExplained = (difference: Difference) =>
    applicable.some((entry) => explains(entry, difference, given));
  if (!differences.every(isExplained)) {
    const told = differences.map((difference) =>
      isExplained(difference) ? difference : withKnown(difference, applicable, given),
    );
    return { reader, result: 'diverged', differences: told };
  }
  const stale = applicable.find(
    (entry) => !differences.some((difference) => explains(entry, difference, given)),
  );
  if (stale) {
    return { reader, result: 'stale', reason: `nothing differs any more; delete the entry ${nameOf(stale)}` };
  }
  const [entry] = applicable;
  if (!entry) return { reader, result: 'match' };
  const { reason, origin, link } = entry;
  return { reader, result: 'known', differences, reason, origin, link };
}

function applies(entry: KnownDivergence, { row, version }: Cell, reader: Reader): boolean {
  return matchesReader(entry, reader) && matchesCase(entry, row) && matchesRelease(entry.releases, version);
}

/** Whether an entry says anything of a cell: to a document that the release did not print nothing is added. */
export function speaksOf(entry: KnownDivergence, cell: Cell, answers: Answers): boolean {
  return matchesCase(entry, cell.row) && saysSomething(entry, givenOf(cell, answers));
}

function saysSomething({ fields }: KnownDivergence, given: Given): boolean {
  return Object.entries(fields).some(
    ([path, rule]) => rule === 'any' || 'is' in rule || !rule.adds || rule.value(given, path) !== undefined,
  );
}

/** `any` stands for those who read the image back; an examination of the image itself is named where it is meant. */
function matchesReader(entry: KnownDivergence, reader: Reader): boolean {
  return entry.reader === reader || (entry.reader === 'any' && IMAGE_READERS.some((one) => one === reader));
}

/** @param releases of an entry */
export function matchesRelease(releases: string, version: string): boolean {
  return releases === 'all' || selectVersions([version], releases).ok;
}

function givenOf({ row, version }: Cell, answers: Answers): Given {
  const statedBy = remembered((release: string) => {
    const outputs = answers(release);
    const stated = new Map<string, Json | undefined>();
    for (const { type, step } of row.outputs) {
      for (const { location, value } of COMPARATORS[type.comparison].statements(outputs?.get(type) ?? '')) {
        const path = writeLocation(row.outputs.length === 1 ? location : inOutput(location, step));
        if (!stated.has(path)) stated.set(path, value);
      }
    }
    return stated;
  });
  return { row, said: (path, release = version) => statedBy(release).get(path) };
}

/** What is not told is nothing that anybody expects, unless an entry says so: by `* more differences`. */
function explains(entry: KnownDivergence, { location, actual }: Difference, given: Given): boolean {
  const path = writeLocation(location);
  if (ruleAt(entry, path) === 'any') return true;
  const value = expectedBy(entry, path, given);
  return value !== undefined && actual !== undefined && stableStringify(value) === stableStringify(actual);
}

/** A candidate may well print a field that is called `constructor`, which every object has. */
function ruleAt({ fields }: KnownDivergence, path: string): KnownValue | undefined {
  if (Object.hasOwn(fields, path)) return fields[path];
  return Object.entries(fields).find(([pattern]) => matchesPattern(pattern, path))?.[1];
}

/** The one value that an entry expects at a path, if it expects one. */
function expectedBy(entry: KnownDivergence, path: string, given: Given): Json | undefined {
  const rule = ruleAt(entry, path);
  if (rule === undefined || rule === 'any') return undefined;
  return 'is' in rule ? rule.is : rule.value(given, path);
}

/** Says of a difference that no entry explains which values those that name its path expect. */
function withKnown(difference: Difference, entries: readonly KnownDivergence[], given: Given): Difference {
  const path = writeLocation(difference.location);
  const known = entries.flatMap((entry) => {
    const rule = ruleAt(entry, path);
    if (rule === undefined || rule === 'any') return [];
    const words = 'is' in rule ? [] : [rule.words];
    return [[JSON.stringify(expectedBy(entry, path, given)) ?? 'nothing', ...words].join(', ')];
  });
  return known.length === 0 ? difference : { ...difference, known: known.join('; or ') };
}
