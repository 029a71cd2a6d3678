import type { Format } from '../pipeline/formats.ts';
import type { Operation } from '../pipeline/operation.ts';
import { type MadeImage, takesItsSize } from './images.ts';
import { READ_WHOLE, SMALL } from './sizes.ts';
import type { OperationName, Tables } from './tables.ts';

/** A pipeline as far as it is spelled out. */
export interface Drafted {
  /** in the order in which a step chooses among them */
  readonly images: readonly MadeImage[];
  readonly subject: readonly Operation[];
  /** files that the subject writes */
  readonly produced: readonly string[];
  /** nothing can follow: what is there then is judged by another rule than an equal outcome */
  readonly isOver: boolean;
}

/** dd reads and writes block by block, of 512 bytes where nothing is said (measured: 16 MiB into a vhdx take 10 s); bytes. */
export const COPIED_BY_BLOCKS = 4n * 2n ** 20n;

export function inPlace(
  command: OperationName,
  choice: number,
  draft: Drafted,
  tables: Tables,
  operationOn: (image: MadeImage) => Operation,
): Drafted | undefined {
  const image = imageFor(command, choice, draft, tables);
  if (!image) return undefined;
  return { ...draft, subject: [...draft.subject, operationOn(image)], produced: withFile(draft, image.file) };
}

/** An image that a command is for. Whoever writes into one that others lie over changes what these are. */
export function imageFor(
  command: OperationName,
  choice: number,
  { images }: Drafted,
  { formats }: Tables,
  isFit: (image: MadeImage) => boolean = () => true,
): MadeImage | undefined {
  const READS: readonly OperationName[] = ['dd', 'convert'];
  const known: readonly Format[] | undefined = formats[command];
  const fit = images.filter(
    (image) =>
      isFit(image) &&
      (READS.includes(command)
        ? isReadBy(command, image)
        : known === undefined || known.includes(image.format)) &&
      (READS.includes(command) || !images.some(({ backing }) => backing?.file === image.file)),
  );
  return fit[choice % Math.max(1, fit.length)];
}

/** Of a fixed VHD the footer is taken for data, and in that are a random id and the time. */
export function isProbed({ format, options }: MadeImage): boolean {
  return format !== 'vhd' || !takesItsSize(format, options);
}

/** Whether a copy comes to its end in time. */
export function isReadBy(command: OperationName, { size }: MadeImage): boolean {
  return size <= (command === 'dd' ? COPIED_BY_BLOCKS : READ_WHOLE);
}

/** What a copy in another format is; undefined where it would be as long as the disk, and that is too long. */
export function copyOf(
  { size }: MadeImage,
  format: Format,
  { subject }: Drafted,
  options: readonly string[] = [],
): MadeImage | undefined {
  if (size > SMALL * 4n && takesItsSize(format, options)) return undefined;
  const number = subject.filter(({ op }) => op === 'dd' || op === 'convert').length + 1;
  return { file: `output${number === 1 ? '' : `-${number}`}.${format}`, format, size, options };
}

export function withNew(draft: Drafted, made: MadeImage, operation: Operation): Drafted {
  return {
    ...draft,
    images: [made, ...draft.images],
    subject: [...draft.subject, operation],
    produced: withFile(draft, made.file),
  };
}

export function withFile({ produced }: Pick<Drafted, 'produced'>, file: string): string[] {
  return [...new Set([...produced, file])];
}

export function chainOf({ file, backing }: MadeImage): string[] {
  return backing === undefined ? [file] : [file, ...chainOf(backing)];
}
