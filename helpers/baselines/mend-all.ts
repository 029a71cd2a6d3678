import {
  checkoutCommand,
  type Mend,
  openCommand,
  recordCommand,
  removeCommands,
  whatItTakes,
} from './mend.ts';
import { type Means, type Recording, recordableHere } from './recording.ts';

/**
 * The command that mends all that a run has found: what belongs to nobody is removed, what a checkout may still have
 * restored, and the rest recorded. What only somebody else can mend is said behind it.
 */
export function mendLines(mends: readonly Mend[], means: Means): string[] {
  const removals = mends.flatMap((mend) => (mend.kind === 'remove' ? mend : []));
  const found = mends.flatMap((mend) => (mend.kind === 'record' ? mend : []));
  const closed = mends.flatMap((mend) => (mend.kind === 'open' ? mend.path : []));
  const restorable = found.filter(({ restore }) => restore !== undefined);
  const lost = [
    ...found.filter(({ restore }) => restore === undefined),
    ...removals.flatMap(({ suite }): Recording[] =>
      suite === undefined ? [] : [{ kind: 'record', suite, releases: [] }],
    ),
  ];
  const { possible, impossible } = recordableHere(lost, means);
  const commands = [
    ...(closed.length > 0 ? [openCommand(closed)] : []),
    ...removeCommands([
      ...removals.map(({ path, isFolder = false }) => ({ path, isFolder })),
      ...found.flatMap(({ inTheWay = [] }) => inTheWay),
    ]),
    ...checkouts(restorable),
    ...(possible.length > 0 ? [recordCommand(possible, means.given, means.installed)] : []),
  ];
  return [
    ...(commands.length > 0
      ? ['what is wrong with the baselines is mended by', `  ${commands.join(' && ')}`]
      : []),
    ...ifMeant(restorable, means),
    ...elsewhere(impossible, means),
    ...new Set(mends.flatMap((mend) => (mend.kind === 'by hand' ? mend.what : []))),
  ];
}

/** Baselines of a run have one root. */
function checkouts(restorable: readonly Recording[]): string[] {
  const restores = restorable.flatMap(({ restore }) => restore ?? []);
  return restores
    .slice(0, 1)
    .map(({ root }) =>
      checkoutCommand({ root, files: [...new Set(restores.flatMap(({ files }) => files))] }),
    );
}

/** A checkout throws away what was done on purpose too. */
function ifMeant(restorable: readonly Recording[], means: Means): string[] {
  const { possible } = recordableHere(restorable, means);
  if (possible.length === 0) return [];
  return [
    `if what git would restore was changed on purpose: ${recordCommand(possible, means.given, means.installed)}`,
  ];
}

function elsewhere(impossible: readonly Recording[], means: Means): string[] {
  if (impossible.length === 0) return [];
  if (means.installed.length === 0) return ['no qemu-img is installed to record with (npm run provision)'];
  return [`not installed here, so to be recorded elsewhere: ${whatItTakes(impossible, means)}`];
}
