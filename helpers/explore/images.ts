import type { Format } from '../pipeline/formats.ts';
import { type Choices, chosen, chosenSome, type DataChoice } from './choices.ts';
import type { Generated } from './generated.ts';
import { SMALL, sizesToTry, upTo, writeSize } from './sizes.ts';
import type { Tables } from './tables.ts';

/** An image of a pipeline that is being spelled out. */
export interface MadeImage {
  readonly file: string;
  readonly format: Format;
  /** of the guest's disk as it was asked for, bytes */
  readonly size: bigint;
  /** that it was created with */
  readonly options: readonly string[];
  /** the image that it lies over */
  readonly backing?: MadeImage | undefined;
}

/** Whether a file of these is as long as the guest's disk, or its space is taken at once. */
export function takesItsSize(format: Format, options: readonly string[]): boolean {
  const words = options.flatMap((option) => option.split(','));
  return (
    format === 'raw' ||
    words.some((word) => /^preallocation=(?!off$)/.test(word) || /=.*(?:fixed|flat)/i.test(word))
  );
}

/** Sizes for a new image. */
export function sizesFor(tables: Tables, format: Format, options: readonly string[]): bigint[] {
  return takesItsSize(format, options) ? sizesToTry(tables.sizes, upTo(SMALL)) : sizesToTry(tables.sizes);
}

/** Options of which no two give the same key: what contradicts itself builds no fixture. */
export function withoutRepeats(options: readonly string[]): string[] {
  const keysOf = (option: string) => option.split(',').map((pair) => pair.split('=', 1)[0]);
  const known = new Set<string | undefined>();
  return options.filter((option) => {
    const keys = keysOf(option);
    if (keys.some((key) => known.has(key))) return false;
    for (const key of keys) known.add(key);
    return true;
  });
}

/** What there is before the first step: an image with data, images over it, and one beside it where that is asked for. */
export function startImages(
  { format: formatChoice, size: sizeChoice, options: optionChoices, data, overlays }: Choices,
  tables: Tables,
  wants: {
    readonly formats: readonly Format[];
    readonly backing: boolean;
    readonly beside: boolean;
    readonly most?: (format: Format) => bigint | undefined;
  },
): { readonly images: MadeImage[]; readonly fixture: Generated['fixture'] } {
  const format = chosen(byOptions(wants.formats, tables), formatChoice);
  const options = withoutRepeats(chosenSome(tables.options[format] ?? [], optionChoices));
  const most = wants.most?.(format);
  const sizes = sizesFor(tables, format, options).filter((bytes) => most === undefined || bytes <= most);
  const size = chosen(sizes, sizeChoice);
  const canBack = tables.formats.commit?.includes(format) ?? false;
  const number = canBack ? Math.max(chosen(OVERLAYS, overlays), wants.backing ? 1 : 0) : 0;
  const base: MadeImage = { file: `image.${format}`, format, size, options };
  const images = [base];
  const fixture = [createOf(base), ...writesOf(base, data)];
  for (let index = 1; index <= number; index++) {
    const overlay: MadeImage = {
      file: `overlay${index === 1 ? '' : `-${index}`}.${format}`,
      format,
      size,
      // Nothing can be allocated in one that shows what lies below.
      options: options.filter((option) => !option.startsWith('preallocation=')),
      backing: images.at(-1),
    };
    images.push(overlay);
    fixture.push(createOf(overlay), ...writesOf(overlay, data.slice(index)));
  }
  if (wants.beside) {
    const next: MadeImage = { file: `next.${format}`, format, size, options: [] };
    images.push(next);
    fixture.push(createOf(next), ...writesOf(next, data.slice(1)));
  }
  // What is simplest to do something to is what lies on top.
  return { images: images.reverse(), fixture };
}

/** How many images lie over the first. */
const OVERLAYS = [0, 0, 0, 1, 2];

/** How many options a format has for each time that it is chosen beyond the first. */
const OPTIONS_A_TIME = 4;

/** Formats, those more often that have more to try. */
function byOptions(formats: readonly Format[], { options }: Tables): Format[] {
  const again = formats.flatMap((format) =>
    Array.from({ length: Math.floor((options[format]?.length ?? 0) / OPTIONS_A_TIME) }, () => format),
  );
  return [...formats, ...again];
}

/** The operation that makes an image. */
export function createOf({
  file,
  format,
  size,
  options,
  backing,
}: MadeImage): Extract<Generated['subject'][number], { op: 'create' }> {
  const chain =
    backing === undefined
      ? []
      : [`backing_file=${backing.file}`, `backing_fmt=${backing.format === 'vhd' ? 'vpc' : backing.format}`];
  return { op: 'create', format, file, size: writeSize(size), options: [...options, ...chain] };
}

/** Where data may lie from its image's start, or before its end. */
const OFFSETS = [0n, 512n, 65_536n, 65_024n, 511n, 131_072n, 1_048_576n - 512n];
const LENGTHS = [512n, 65_536n, 1n, 4096n, 66_048n];

/** Writes that lie wholly in the disk; stretches that do not are left out. */
function writesOf({ file, format, size }: MadeImage, data: readonly DataChoice[]): Generated['fixture'] {
  const commands = data.flatMap(({ at, length }, index) => {
    const bytes = chosen(LENGTHS, length);
    const offset = chosen(OFFSETS, at >> 1);
    const from = at % 2 === 0 ? offset : size - bytes - offset;
    return from >= 0n && from + bytes <= size ? [`write -P ${17 * (index + 1)} ${from} ${bytes}`] : [];
  });
  return commands.length === 0 ? [] : [{ op: 'write', format, file, commands }];
}
