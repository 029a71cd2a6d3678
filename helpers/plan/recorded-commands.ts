import type { RecordedCommand } from '../baselines/fitting-meta.ts';
import qemuImg from '../dialects/qemu-img.ts';
import { commandLine } from '../pipeline/command-line.ts';
import { placeholders } from '../pipeline/placeholders.ts';
import type { Row } from '../pipeline/row.ts';

/** No folder has this name, so that no argument is taken for a path below it. */
const NOWHERE = '/\0';

/** The commands that a reference is given for the steps of a row, as its meta tells them. */
export function recordedCommands(row: Row, release: string): ReadonlyMap<string, RecordedCommand> {
  const companions = { 'qemu-io': 'qemu-io' };
  const tool = { dialect: qemuImg, program: qemuImg.name, companions, release };
  const normalise = placeholders(row.files, NOWHERE);
  return new Map(
    row.steps.flatMap(({ name, operation }): [string, RecordedCommand][] => {
      const command = commandLine(operation, tool);
      if (!('args' in command)) return [];
      const argv = [command.name, ...command.args].map(normalise);
      return [[name, { argv, isTimed: command.timings !== undefined }]];
    }),
  );
}
