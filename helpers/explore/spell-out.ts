import type { Format } from '../pipeline/formats.ts';
import { COPIED, changeBy } from './changes.ts';
import { type Choices, chosen } from './choices.ts';
import { COPIED_BY_BLOCKS, type Drafted } from './draft.ts';
import type { Generated } from './generated.ts';
import { startImages } from './images.ts';
import { lookAt } from './observations.ts';
import { READ_WHOLE } from './sizes.ts';
import type { OperationName, Tables } from './tables.ts';

const LOOKING: readonly OperationName[] = ['info', 'measure', 'map', 'check', 'compare'];

export function looksOnly(command: OperationName): boolean {
  return LOOKING.includes(command);
}

/**
 * Spells out what was chosen, as operations. Steps that cannot be done there are left out.
 *
 * @param commands that are explored
 * @returns undefined where nothing is left to do
 */
export function spellOut(
  choices: Choices,
  commands: readonly OperationName[],
  tables: Tables,
): Generated | undefined {
  const asked = choices.steps.map(({ command }) => chosen(commands, command));
  const first = asked[0];
  if (first === undefined) return undefined;
  const { images, fixture } =
    first === 'create'
      ? { images: [], fixture: [] }
      : startImages(choices, tables, {
          formats: formatsFor(asked, tables),
          backing: asked.some((command) => command === 'commit' || command === 'rebase'),
          beside: asked.includes('rebase') || asked.includes('compare'),
          most: (format) => mostFor(asked, format, tables),
        });
  let draft: Drafted = { images, subject: [], produced: [], isOver: false };
  for (const [at, step] of choices.steps.entries()) {
    const command = asked[at] as OperationName;
    if (!looksOnly(command) && !draft.isOver) draft = changeBy(command, step, draft, tables) ?? draft;
  }
  const { subject, produced, isOver } = draft;
  const looks = (isOver ? [] : [...choices.steps.entries()]).flatMap(([at, step]) => {
    const command = asked[at] as OperationName;
    return looksOnly(command) ? (lookAt(command, step, draft.images, tables) ?? []) : [];
  });
  if (subject.length + looks.length === 0) return undefined;
  const infos = produced.map(
    (file) => ({ op: 'info', file, holds: formatOf(file, draft), output: 'json' }) as const,
  );
  const snapshots = draft.images.filter(({ file }) =>
    subject.some((operation) => operation.op === 'snapshot' && operation.file === file),
  );
  const lists = snapshots.map(
    ({ file, format }) => ({ op: 'snapshot', file, format, action: 'list' }) as const,
  );
  // Whoever finds that two images differ exits with 1, and nothing is played behind it.
  const [comparing, others] = [
    looks.filter(({ op }) => op === 'compare'),
    looks.filter(({ op }) => op !== 'compare'),
  ];
  return {
    fixture: needed(fixture, [...subject, ...infos, ...looks]),
    subject,
    observe: unique([...infos, ...lists, ...others, ...comparing.slice(0, 1)]),
  };
}

/** What looks at all that is in an image. */
const READING: readonly OperationName[] = ['dd', 'convert', 'map', 'compare', 'commit', 'rebase'];

/** How large the first image may be, bytes, so that what is done can be done to it in time. */
function mostFor(asked: readonly OperationName[], format: Format, tables: Tables): bigint | undefined {
  if (asked.every((command) => command === 'dd')) return COPIED_BY_BLOCKS;
  if (asked.includes('resize') && tables.resized[format]) return COPIED;
  return asked.every((command) => READING.includes(command)) ? READ_WHOLE : undefined;
}

/** What the first image may be: something that every command does something with, else what the first one does. */
function formatsFor(asked: readonly OperationName[], tables: Tables): readonly Format[] {
  const all = tables.formats.convert ?? [];
  const startsFrom = (command: OperationName) =>
    ['resize', 'commit', 'rebase', 'amend', 'bitmap', 'snapshot', 'dd'].includes(command)
      ? (tables.formats[command] ?? all)
      : all;
  const lists = asked.filter((command) => command !== 'create').map(startsFrom);
  const common = all.filter((format) => lists.every((list) => list.includes(format)));
  const formats = common.length > 0 ? common : (lists[0] ?? all);
  // qcow2 first: what every command knows is the simplest.
  return [...formats].sort((a, b) => Number(b === 'qcow2') - Number(a === 'qcow2'));
}

/** The format of an image that there is. @throws RangeError where there is none of that name */
function formatOf(file: string, { images }: Drafted): Format {
  const found = images.find((image) => image.file === file);
  if (!found) throw new RangeError(`nobody has made ${file}`);
  return found.format;
}

/** The part of a fixture without which the rest would not be what it is: images that are named, and their backing. */
function needed(
  fixture: Generated['fixture'],
  used: readonly Generated['subject'][number][],
): Generated['fixture'] {
  let text = JSON.stringify(used);
  const kept: Generated['fixture'][number][] = [];
  for (const operation of [...fixture].reverse()) {
    const file = 'file' in operation ? operation.file : undefined;
    if (file === undefined || !text.includes(file)) continue;
    kept.unshift(operation);
    text += JSON.stringify(operation);
  }
  return kept;
}

function unique(operations: readonly Generated['observe'][number][]): Generated['observe'] {
  return [...new Map(operations.map((operation) => [JSON.stringify(operation), operation])).values()];
}
