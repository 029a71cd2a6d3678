import type { Json } from '../pipeline/json.ts';
import { grouped } from '../text/grouped.ts';
import { printable } from '../text/printable.ts';

/** Where two plays of a case can differ. */
export type Location =
  /** a value of a JSON output, by its keys and list positions from the top; none: the document as a whole */
  | { readonly kind: 'field'; readonly keys: readonly (string | number)[]; readonly output?: string }
  /** a stretch of bytes in a list of such, by the byte where it starts, as a decimal number, or a field that is said of it */
  | {
      readonly kind: 'extent';
      /** of the list, from the top */
      readonly keys: readonly (string | number)[];
      readonly start: string;
      readonly field?: string;
      readonly output?: string;
    }
  /** how a document is written, where all that it says is equal: layout, the order of keys, `1.0` for `1` */
  | { readonly kind: 'bytes'; readonly output?: string }
  /** a line of a text, counted from 1 */
  | { readonly kind: 'line'; readonly number: number; readonly output?: string }
  | { readonly kind: 'exit code'; readonly step: string }
  /** how a step tells that it has failed */
  | { readonly kind: 'failure'; readonly step: string }
  /** the verdict of the reference's `check` on an image */
  | { readonly kind: 'check'; readonly file: string }
  /** what a guest would read from an image, or would once it is gone back to a snapshot */
  | { readonly kind: 'guest content'; readonly file: string; readonly snapshot?: string | undefined }
  /** a file that was to stay as it was, or that should not be there; as seen from the case's directory */
  | { readonly kind: 'file'; readonly file: string }
  /** no place: stands for differences beyond those that are told, of which nothing is known but that they are there */
  | { readonly kind: 'untold'; readonly count: number; readonly output?: string };

/** The size that a guest sees, in an info document. */
export const VIRTUAL_SIZE: Location = { kind: 'field', keys: ['virtual-size'] };

/**
 * One thing that differs. A side that has no such thing has no such key here. `output` of a location is the step
 * that printed it, where a case has several outputs.
 */
export interface Difference {
  readonly location: Location;
  readonly expected?: Json;
  readonly actual?: Json;
  /** other recorded releases whose own answer the actual one is, in words: `7.2.22 and older` */
  readonly as?: string;
  /** what the known divergences expect of the candidate here, where that is another value: `1048576, the size asked for` */
  readonly known?: string;
}

/** A difference in words and values: how failures print it, parity.json lists it and known divergences name it. */
export interface WrittenDifference {
  /**
   * `format-specific.data.compat`, `children[0].name`, `["a.b"]`, `extent at 65536: zero`, `(bytes)`, `line 3`,
   * `exit code of resize`, `failure of info`, `overlay_info: format`, `799,900 more differences`
   */
  readonly path: string;
  /** how many differences this stands for, where these are too many to be told */
  readonly more?: number;
  readonly expected?: Json;
  readonly actual?: Json;
  readonly as?: string;
  readonly known?: string;
}

/** The one place that puts a location into words. */
export function writeLocation(location: Location): string {
  switch (location.kind) {
    case 'field':
      return withOutput(location.output, fieldPath(location.keys));
    case 'extent':
      return withOutput(location.output, extentPath(location));
    case 'bytes':
      return withOutput(location.output, '(bytes)');
    case 'line':
      return withOutput(location.output, `line ${location.number}`);
    case 'exit code':
      return `exit code of ${location.step}`;
    case 'failure':
      return `failure of ${location.step}`;
    case 'check':
      return `check of ${location.file}`;
    case 'guest content':
      return `guest content of ${location.file}${location.snapshot === undefined ? '' : ` at snapshot ${location.snapshot}`}`;
    case 'file':
      return `file ${printable(location.file)}`;
    case 'untold':
      return withOutput(location.output, moreDifferences(location.count));
  }
}

/** Whether a written path is a place in an output, and not how a step ended, what a guest reads or a file. */
export function isOfOutput(path: string): boolean {
  // A key with a space in it is quoted, so that no path in an output begins like these.
  return !/^(?:exit code of|failure of|check of|guest content of|file) /.test(path);
}

/** Whether a written path is a file that was touched. */
export function isOfFile(path: string): boolean {
  return path.startsWith('file ');
}

/** What the paths of an output begin with, by that of the entry that stands for its others: `map: `, or nothing. */
export function untoldPrefix(path: string): string {
  return path.replace(/[\d,]+ more differences?$/, '');
}

function moreDifferences(count: number): string {
  return `${grouped(count)} more ${count === 1 ? 'difference' : 'differences'}`;
}

export function writeDifference({ location, ...sides }: Difference): WrittenDifference {
  const more = location.kind === 'untold' ? { more: location.count } : {};
  return { path: writeLocation(location), ...more, ...sides };
}

/** How many differences a list has, those among them that are not told. */
export function countDifferences(differences: readonly Difference[]): number {
  return differences.reduce(
    (sum, { location }) => sum + (location.kind === 'untold' ? location.count : 1),
    0,
  );
}

/** Whether a place is another, or lies in it: a value in an object, any value in the document. */
export function isWithin(inner: Location, outer: Location): boolean {
  if (inner.kind !== 'field' || outer.kind !== 'field') return writeLocation(inner) === writeLocation(outer);
  return inner.output === outer.output && outer.keys.every((key, at) => key === inner.keys[at]);
}

/** Says of a difference in which of several outputs it is; other differences are of no output. */
export function inOutput<T extends Location>(location: T, output: string): T {
  switch (location.kind) {
    case 'field':
    case 'extent':
    case 'bytes':
    case 'line':
    case 'untold':
      return { ...location, output };
    case 'exit code':
    case 'failure':
    case 'check':
    case 'guest content':
    case 'file':
      return location;
  }
}

function withOutput(output: string | undefined, path: string): string {
  return output === undefined ? path : `${output}: ${path}`;
}

function extentPath({ keys, start, field }: Extract<Location, { kind: 'extent' }>): string {
  const list = keys.length === 0 ? [] : [fieldPath(keys)];
  const said = field === undefined ? [] : [fieldPath([field])];
  return [...list, `extent at ${start}`, ...said].join(': ');
}

/** A key that is not a plain word is quoted, so that no two paths are written alike. */
function fieldPath(keys: readonly (string | number)[]): string {
  const text = keys.map((key) => {
    if (typeof key === 'number') return `[${key}]`;
    return /^[\w-]+$/.test(key) ? `.${key}` : `[${printable(JSON.stringify(key))}]`;
  });
  return text.join('').replace(/^\./, '') || '(document)';
}
