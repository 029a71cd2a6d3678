import type { ReleaseHelp } from '../../references/ask-help.ts';
import type { HelpEntry } from '../../references/parse-help.ts';
import type { CommandUses, Use } from './count-uses.ts';
import { type Reasons, reasonFor } from './reasons.ts';

/** One thing that a command takes, and what there is of it. */
export interface CoveredEntry {
  readonly entry: HelpEntry;
  readonly uses: readonly Use[];
  /** of format options: who uses which, by their keys */
  readonly keys: readonly (readonly [key: string, uses: readonly Use[]])[];
  /** why no case does */
  readonly reason: string | undefined;
}

export interface CoveredCommand {
  readonly command: string;
  readonly says: string;
  readonly uses: readonly Use[];
  readonly entries: readonly CoveredEntry[];
  /** what is used although the help has nothing about it */
  readonly unlisted: readonly (readonly [name: string, uses: readonly Use[]])[];
}

/** What cases use of the command line of a release. */
export interface Coverage {
  readonly version: string;
  readonly commands: readonly CoveredCommand[];
}

/** Puts together what a release takes, what cases use of it, and why they use no more. */
export function coverageOf(
  { version, commands }: ReleaseHelp,
  used: ReadonlyMap<string, CommandUses>,
  reasons: Reasons,
): Coverage {
  return {
    version,
    commands: [...commands].map(([command, { says, takes }]) => {
      const { own = [], listed, unlisted } = used.get(command) ?? {};
      const entries = takes.map(
        (entry): CoveredEntry => ({
          entry,
          uses: listed?.get(entry.name) ?? [],
          keys: [...(listed ?? [])].flatMap(([name, uses]) =>
            name.startsWith(`${entry.name} `) ? [[name.slice(entry.name.length + 1), uses] as const] : [],
          ),
          reason: reasonFor(reasons, command, entry.name),
        }),
      );
      return { command, says, uses: own, entries, unlisted: [...(unlisted ?? [])] };
    }),
  };
}

/** Whether a candidate does it in any case. */
export function isJudged({ uses }: Pick<CoveredEntry, 'uses'>): boolean {
  return uses.some(({ judged }) => judged > 0);
}

/** Whether nothing tells of it: no case, and no reason. */
export function isOpen({ uses, reason }: CoveredEntry): boolean {
  return uses.length === 0 && reason === undefined;
}
