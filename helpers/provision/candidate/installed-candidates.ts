import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { candidateProgram } from '../../references/candidate-place.ts';
import { isProgram } from '../../references/release-folders.ts';
import { readSource, type SourceRecord } from '../../references/source-record.ts';
import { placeOf } from '../place-of.ts';
import { FETCHABLE } from './candidates.ts';

/** What lies in the place of a candidate. */
export type Lying =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'fetched'; readonly source: SourceRecord }
  /** somebody put it there */
  | { readonly kind: 'by hand' };

export function readCandidate(binaries: string, name: string): Lying {
  const program = candidateProgram(binaries, name);
  const folder = dirname(program);
  const source = readSource(folder);
  if (source) return isProgram(program) ? { kind: 'fetched', source } : { kind: 'nothing' };
  return existsSync(folder) ? { kind: 'by hand' } : { kind: 'nothing' };
}

/** Cells of a line for each candidate that can be fetched. */
export function rowsOfCandidates(binaries: string): string[][] {
  return FETCHABLE.map(({ name }) => ['', name, ...toldOf(readCandidate(binaries, name), name)]);
}

function toldOf(lying: Lying, name: string): string[] {
  switch (lying.kind) {
    case 'nothing':
      return [`not fetched; npm run provision -- --candidate ${name}`];
    case 'fetched':
      return [placeOf(lying.source), lying.source.package_version];
    case 'by hand':
      return ['dropped in'];
  }
}
