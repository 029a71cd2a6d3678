import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { run } from '../../process/run.ts';
import { place } from '../temporary.ts';
import { valuesIn } from './files-of-step.ts';
import type { Played } from './play-action.ts';

/** Generous: what is judged is a few cells. */
const TIME_LIMIT = 300_000;

/**
 * Runs a step's script as it is written, in the shell that GitHub takes for `bash`.
 *
 * @param folder for the script and what it says to the runner
 * @returns also what it has exported for the steps behind it
 */
export async function playScript(
  script: string,
  cwd: string,
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<Played & { readonly exported: Readonly<Record<string, string>> }> {
  const outputs = place(join(folder, 'output'), '');
  const exported = place(join(folder, 'env'), '');
  const { ending, stdout, stderr } = await run({
    program: '/usr/bin/env',
    args: ['bash', '--noprofile', '--norc', '-eo', 'pipefail', place(join(folder, 'script.sh'), script)],
    cwd,
    env: { ...environment, GITHUB_OUTPUT: outputs, GITHUB_ENV: exported },
    timeLimit: TIME_LIMIT,
  });
  return {
    ok: ending.kind === 'exited' && ending.code === 0,
    text: stripVTControlCharacters(`${stdout}\n${stderr}`),
    outputs: valuesIn(outputs),
    exported: valuesIn(exported),
  };
}
