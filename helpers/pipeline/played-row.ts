import { remembered } from '../files/remembered.ts';
import type { Dialect } from './dialect.ts';
import type { Format } from './formats.ts';
import { type Naming, named, nameFiles } from './name-files.ts';
import type { Row } from './row.ts';

/**
 * The row as it is played where a tool knows what a file holds by the file's name alone (`extensions` of its dialect): a
 * raw image that everybody calls `image.raw` is `image.raw.img` then, for whoever plays a step. What stands for it in
 * printed text stays, so that the baselines are those of the row. A file that an image names as its base keeps its name.
 */
export function playedRow(row: Row, { extensions = {} }: Pick<Dialect, 'extensions'>): Row {
  const names = newNames(row, extensions);
  if (names.size === 0) return row;
  const naming: Naming = (file) => names.get(file) ?? file;
  const { files, steps, produces, sameContent, onRejection, image } = row;
  return {
    ...row,
    files: Object.fromEntries(
      Object.entries(files).map(([file, stands]) => [
        names.get(file) ?? file,
        names.has(file) ? (stands ?? file) : stands,
      ]),
    ),
    steps: steps.map((step) => ({ ...step, operation: nameFiles(step.operation, naming) })),
    produces: produces.map((one) => named(one, naming)),
    ...(sameContent && {
      sameContent: sameContent.map((one) => ({
        ...named(one, naming),
        ...(one.as && { as: named(one.as, naming) }),
      })),
    }),
    onRejection:
      onRejection.kind === 'requested size'
        ? { ...onRejection, size: named(onRejection.size, naming) }
        : onRejection,
    ...(image && { image: { ...image, names: namesOfImages(row, names) } }),
  };
}

/** Of files that are given new names, those that are not there before they are made. */
function namesOfImages({ produces }: Row, names: ReadonlyMap<string, string>): Record<string, string> {
  const isMade = (name: string) => produces.some(({ file }) => file === name);
  return Object.fromEntries([...names].filter(([name]) => !isMade(name)));
}

/** As `playedRow`, for rows that are asked for again and again: a row is the same object each time. */
export function playedRows(dialect: Pick<Dialect, 'extensions'>): (row: Row) => Row {
  return remembered((row: Row) => playedRow(row, dialect));
}

function newNames(
  { steps, files }: Row,
  extensions: NonNullable<Dialect['extensions']>,
): Map<string, string> {
  const names = new Map<string, string>();
  const operations = steps.map(({ operation }) => operation);
  const isBase = (file: string) =>
    operations.some((one) => 'options' in one && one.options.some((option) => option.includes(`=${file}`)));
  const note = (file: string, format: Format | undefined) => {
    const ending = format === undefined ? undefined : extensions[format];
    const isNamedSo = ending === undefined || file.toLowerCase().endsWith(`.${ending}`);
    if (!isNamedSo && file in files && !isBase(file)) names.set(file, `${file}.${ending}`);
    return file;
  };
  for (const operation of operations) nameFiles(operation, note);
  return names;
}
