import type { ReleaseHelp } from '../references/ask-help.ts';
import { parseCommandHelp } from '../references/parse-help.ts';

/**
 * The help of a made-up release, without any program.
 *
 * @param lists of what each command takes, as they stand behind "Arguments:"
 */
export function madeHelp(lists: Readonly<Record<string, string>>): ReleaseHelp {
  const commands = Object.entries(lists).map(([command, list]) => {
    const takes = parseCommandHelp(command, `Usage:\n  qemu-img ${command} x\n\nArguments:\n${list}\n`);
    return [command, { says: `What ${command} does`, takes }] as const;
  });
  return { version: '99.0.0', commands: new Map(commands) };
}
