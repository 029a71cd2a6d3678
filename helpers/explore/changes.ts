import { resizedTo } from '../pipeline/size.ts';
import { chosen, chosenSome, type StepChoice } from './choices.ts';
import { chainOf, copyOf, type Drafted, imageFor, inPlace, isProbed, withFile, withNew } from './draft.ts';
import { createOf, type MadeImage, sizesFor, takesItsSize } from './images.ts';
import { SMALL, sizesToTry, writeSize } from './sizes.ts';
import type { OperationName, Tables } from './tables.ts';

type Change = (step: StepChoice, draft: Drafted, tables: Tables) => Drafted | undefined;

/** The draft with one more operation; undefined where there is no image to do it to. */
export function changeBy(
  command: OperationName,
  step: StepChoice,
  draft: Drafted,
  tables: Tables,
): Drafted | undefined {
  return CHANGES[command]?.(step, draft, tables);
}

const NAMES = ['b0', 'b1'] as const;
const SNAPSHOTS = ['first', 'second'] as const;

/** Operands that leave a window: none, whole blocks, blocks that fit no sector. Measured: a block takes some microseconds. */
const BLOCKS = [undefined, 512, 65_536, 1000, 513, 65_537, 1_048_576, 1] as const;
const COUNTS = [undefined, 1, 3, 0, 2, 129] as const;
const SKIPS = [undefined, 1, 2, 2000] as const;
/** With blocks of less than a sector, so many are copied one by one. */
const FEW = 3;

/** What a format that no reference resizes can count, bytes. */
const SECTOR = 512n;

/** What a format that no reference resizes is held against is made of raw data, which are written out; bytes. */
export const COPIED = SMALL * 4n;

const CHANGES: Readonly<Partial<Record<OperationName, Change>>> = {
  create: ({ format: choice, size, options, form, image }, draft, tables) => {
    const format = chosen(tables.formats.create ?? [], choice);
    const canBack = tables.formats.commit?.includes(format) ?? false;
    const bases = draft.images.filter((base) => base.format === format);
    const backing = canBack && bases.length > 0 && form % 3 === 2 ? chosen(bases, image) : undefined;
    // Those that contradict themselves as well: what a reference refuses is to be refused.
    const asked = chosenSome(tables.options[format] ?? [], options);
    // An image that is there stays what it is.
    const number = draft.images.length + 1;
    const made: MadeImage = {
      file: `image${number === 1 ? '' : `-${number}`}.${format}`,
      format,
      size: chosen(sizesFor(tables, format, asked), size),
      options: asked,
      backing,
    };
    return withNew(draft, made, createOf(made));
  },

  resize: ({ image: choice, size, form, more }, draft, tables) => {
    const image = imageFor('resize', choice, draft, tables);
    if (!image) return undefined;
    const { file, format, size: from, options } = image;
    // Judged by the size that is asked for, which is told of the fixture.
    const isBySize = tables.resized[format] !== undefined;
    if (isBySize && (draft.subject.length > 0 || from > COPIED)) return undefined;
    const preallocation = chosen(tables.preallocations, more[0] ?? 0);
    const isTaken = takesItsSize(format, options) || (preallocation !== undefined && preallocation !== 'off');
    // What an overlay grows by hides what lies below, which in old ones is written out as zeros.
    const most = isTaken ? SMALL : isBySize || image.backing ? COPIED : undefined;
    const amounts = sizesToTry(
      tables.sizes,
      (bytes) => (most === undefined || bytes <= most) && (!isBySize || bytes % SECTOR === 0n),
    );
    const amount = chosen(amounts, size);
    const sign = form % 5 === 3 ? '+' : form % 5 === 4 && amount <= from ? '-' : '';
    const end = `${sign}${writeSize(amount)}`;
    const to = resizedTo(from, end);
    if (isTaken && to > SMALL * 2n) return undefined;
    const shrink = to < from && form % 7 !== 6;
    return {
      ...draft,
      images: draft.images.map((other) => (other === image ? { ...image, size: to } : other)),
      subject: [
        ...draft.subject,
        {
          op: 'resize',
          format,
          file,
          start: writeSize(from),
          end,
          shrink,
          ...(preallocation && { preallocation }),
        },
      ],
      produced: withFile(draft, file),
      isOver: isBySize,
    };
  },

  dd: ({ image: choice, format: output, more }, draft, tables) => {
    const image = imageFor('dd', choice, draft, tables);
    if (!image) return undefined;
    const [block = 0, count = 0, skip = 0] = more;
    const bs = chosen(BLOCKS, block);
    const number = bs !== undefined && bs < 512 ? FEW : chosen(COUNTS, count);
    const operands = Object.entries({ bs, count: number, skip: chosen(SKIPS, skip) }).flatMap(
      ([name, value]) => (value === undefined ? [] : [`${name}=${value}`]),
    );
    const made = copyOf(image, chosen(tables.formats.dd ?? [], output), draft);
    if (!made) return undefined;
    return withNew(draft, made, {
      op: 'dd',
      inputFormat: image.format,
      outputFormat: made.format,
      input: image.file,
      output: made.file,
      operands,
    });
  },

  convert: ({ image: choice, format, options, form }, draft, tables) => {
    const image = imageFor('convert', choice, draft, tables, isProbed);
    if (!image) return undefined;
    const outputFormat = chosen(tables.formats.convert ?? [], format);
    const asked = chosenSome(tables.options[outputFormat] ?? [], options);
    const made = copyOf(image, outputFormat, draft, asked);
    if (!made) return undefined;
    return withNew(draft, made, {
      op: 'convert',
      input: image.file,
      inputFormat: image.format,
      output: made.file,
      outputFormat,
      options: asked,
      compress: form % 3 === 2,
    });
  },

  commit: ({ image: choice, form }, draft, tables) => {
    const image = imageFor('commit', choice, draft, tables, ({ backing }) => backing !== undefined);
    if (!image?.backing) return undefined;
    const { file, format, backing } = image;
    return {
      ...draft,
      subject: [
        ...draft.subject,
        { op: 'commit', format, file, ...(form % 2 === 0 ? {} : { base: backing.file }) },
      ],
      produced: withFile({ produced: withFile(draft, file) }, backing.file),
    };
  },

  rebase: ({ image: choice, other, form }, draft, tables) => {
    const image = imageFor('rebase', choice, draft, tables, ({ backing }) => backing !== undefined);
    if (!image) return undefined;
    const { file, format } = image;
    const others = draft.images.filter((one) => one !== image && !chainOf(one).includes(file));
    const base = form % 4 < 2 && others.length > 0 ? chosen(others, other) : undefined;
    const unsafe = form % 2 === 1;
    const backing = base && { file: base.file, format: base.format };
    return {
      ...draft,
      images: draft.images.map((one) => (one === image ? { ...image, backing: base } : one)),
      subject: [...draft.subject, { op: 'rebase', format, file, backing, unsafe }],
      produced: withFile(draft, file),
    };
  },

  amend: ({ image, options }, draft, tables) =>
    inPlace('amend', image, draft, tables, ({ file, format }) => ({
      op: 'amend',
      file,
      format,
      options: [...chosenSome(tables.amended, options.length > 0 ? options.slice(0, 2) : [0])],
    })),

  bitmap: ({ image, other, form, more }, draft, tables) =>
    inPlace('bitmap', image, draft, tables, ({ file, format }) => {
      const actions = chosen(tables.bitmapActions, form);
      const granularity = chosen(tables.granularities, actions.includes('add') ? (more[0] ?? 0) : 0);
      return {
        op: 'bitmap',
        file,
        format,
        bitmap: chosen(NAMES, other),
        actions,
        ...(granularity && { granularity }),
      };
    }),

  snapshot: ({ image, other, form }, draft, tables) =>
    inPlace('snapshot', image, draft, tables, ({ file, format }) => {
      const name = chosen(SNAPSHOTS, other);
      const action = chosen([{ create: name }, { apply: name }, { delete: name }] as const, form);
      return { op: 'snapshot', file, format, action };
    }),
};
