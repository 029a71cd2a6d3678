import { enumerate } from '../../text/enumerate.ts';
import { type Coverage, type CoveredCommand, isJudged, isOpen } from './coverage.ts';
import type { Reasons } from './reasons.ts';

/** What is wrong with an account of what is covered, one line for each command and kind: nothing stays unsaid in it. */
export function problemsOf({ version, commands }: Coverage, reasons: Reasons): string[] {
  const strangers = Object.keys(reasons).filter((name) => !commands.some(({ command }) => command === name));
  return [
    ...strangers.map((name) => `qemu-img ${version} has no command "${name}", so that takes no reason`),
    ...commands.flatMap((command) => {
      const own = Object.hasOwn(reasons, command.command) ? reasons[command.command] : undefined;
      return [
        ...openLines(command),
        ...(typeof own === 'string' ? refutedAsWhole(command) : uselessLines(command, own ?? {}, version)),
      ];
    }),
  ];
}

function openLines({ command, entries }: CoveredCommand): string[] {
  const open = entries.filter(isOpen).map(({ entry }) => entry.name);
  return open.length === 0 ? [] : [`${command}: neither a case nor a reason for ${enumerate(open)}`];
}

/** A reason for a command as a whole says that nothing of it is judged. */
function refutedAsWhole(command: CoveredCommand): string[] {
  return isJudged(command) ? [`${command.command}: has a reason for all of it, and cases`] : [];
}

function uselessLines(
  { command, entries }: CoveredCommand,
  own: { readonly [name: string]: string },
  version: string,
): string[] {
  const names = Object.keys(own);
  const unknown = names.filter((name) => !entries.some(({ entry }) => entry.name === name));
  const refuted = entries.filter((one) => names.includes(one.entry.name) && isJudged(one));
  return [
    ...(unknown.length === 0
      ? []
      : [
          `${command}: a reason for ${enumerate(unknown)}, which qemu-img ${version} does not list by that name`,
        ]),
    ...(refuted.length === 0
      ? []
      : [`${command}: a reason for ${enumerate(refuted.map(({ entry }) => entry.name))}, and cases`]),
  ];
}
