import { readSettings } from '../plan/settings.ts';
import { emptyFolder, type Ground } from './ground.ts';

/** Copies the baselines of the project, which all runs find unless they are told of a copy. @returns the folder of the copy */
export async function copiedBaselines(ground: Ground): Promise<string> {
  const { expectedOutputs } = readSettings(ground.root, {});
  const copy = emptyFolder(ground, 'baselines');
  await ground.commands.mustRun(['cp', '-a', '--', `${expectedOutputs}/.`, copy]);
  return copy;
}
