import { hash } from 'node:crypto';
import { join } from 'node:path';
import { readPlain } from '../files/read-plain.ts';
import { remembered } from '../files/remembered.ts';
import { isVersion } from '../versions/order.ts';
import { DERIVED } from './layout.ts';

/** Path relative to the type's folder -> SHA-256 of what was recorded there. */
export type Sums = Map<string, string>;

/** The sums of each output type, as a run that records knows them. */
export interface RunSums {
  /** as they were when the run first asked for them */
  readonly before: (type: string) => ReadonlyMap<string, string>;
  /** of what this run has written: of everything else another run may have recorded since */
  readonly written: (type: string) => Sums;
}

/** @param root expected-outputs/ */
export function sumsIn(root: string): RunSums {
  return {
    before: remembered((type: string) => readSums(join(root, type))),
    written: remembered((_: string): Sums => new Map()),
  };
}

/** Text of SHA256SUMS in the format of `sha256sum`, in the order of the files. */
export function composeSums(sums: ReadonlyMap<string, string>): string {
  const files = [...sums.keys()].sort();
  return files.map((file) => `${sums.get(file)}  ${file}\n`).join('');
}

export function sumOf(bytes: Buffer | string): string {
  return hash('sha256', bytes);
}

const LINE = /^([0-9a-f]{64}) [ *](.+)$/;

/**
 * Reads what a text of sums says, as far as it can be read: what it says of a file in two ways is not known.
 *
 * @returns problem: how the text is not as a recording writes it
 */
export function parseSums(text: string): { readonly sums: Sums; readonly problem?: string } {
  const sums: Sums = new Map();
  const unknown = new Set<string>();
  let problem: string | undefined;
  let last = '';
  for (const [index, line] of text.replace(/\n$/, '').split('\n').entries()) {
    if (text === '') break;
    const say = (what: string) => {
      problem ??= `line ${index + 1} ${what}`;
    };
    const [, sum = '', file = ''] = LINE.exec(line.replace(/\r$/, '')) ?? [];
    if (line.trim() === '') say('is blank');
    else if (file === '') say('is no sum');
    if (file === '') continue;
    if (line !== `${sum}  ${file}`) say('is not as sha256sum writes it');
    if (file === last) say('stands twice');
    if (file < last) say('is not in order');
    last = file;
    if ((sums.get(file) ?? sum) !== sum) unknown.add(file);
    sums.set(file, sum);
  }
  for (const file of unknown) sums.delete(file);
  if (text !== '' && !text.endsWith('\n')) problem ??= 'its last line has no end';
  return { sums, ...(problem === undefined ? {} : { problem }) };
}

/** The sums that were written when a type was last recorded; none where there is no such file, or another thing. */
export function readSums(folder: string): Sums {
  try {
    return parseSums(readPlain(join(folder, DERIVED.sums)) ?? '').sums;
  } catch {
    return new Map();
  }
}

/** The releases that sums tell of. */
export function releasesOfSums(files: Iterable<string>): Set<string> {
  return new Set([...files].flatMap((file) => file.split('/').slice(1, 2).filter(isVersion)));
}
