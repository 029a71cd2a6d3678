import { appendFileSync, existsSync, readFileSync, renameSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { readIfThere } from '../../files/read.ts';
import type { Commands } from '../../process/commands.ts';
import { configureOptions } from './configure-options.ts';
import { reasonIn } from './log-reason.ts';
import { runLogged } from './run-logged.ts';
import type { Toolchain } from './toolchain.ts';

export const TOOLS = ['qemu-img', 'qemu-io'] as const;

/** A build that is about to be made; the folders are of this run, and go with it. */
export interface Build {
  readonly source: string;
  /** does not exist yet */
  readonly target: string;
  readonly toolchain: Toolchain;
  /** written while it is made, and kept in this place where it cannot be made */
  readonly log: { readonly now: string; readonly kept: string };
}

/**
 * Configures a tree and builds the tools out of it, with as many compilers as there are cores, behind everybody else.
 *
 * @param step hears how far it has come
 * @returns the programs, qemu-img first @throws Error with the reason, and where the log is
 */
export async function compile(
  commands: Commands,
  { source, target, toolchain, log }: Build,
  step: (text: string) => void,
): Promise<string[]> {
  await mkdir(target);
  const configure = join(source, 'configure');
  const failed = (more: readonly string[]) => {
    for (const name of more) {
      const text = readIfThere(join(target, name));
      if (text !== undefined) appendFileSync(log.now, `\n== ${name}\n${text}`);
    }
    const reason = reasonIn(readFileSync(log.now, 'utf8'), [source, target, relative(target, source)]);
    renameSync(log.now, log.kept);
    return new Error(`${reason}; the whole log is in ${log.kept}`);
  };
  step('configure');
  // The variable, since an option for Python forbids a meson that is not the tree's own (before 8.1).
  const chosen = ['env', `PYTHON=${toolchain.python}`, configure];
  const ask = [...chosen, '--help'];
  const help = await commands.run(ask, target);
  if (help.code !== 0) {
    appendFileSync(log.now, `${ask.join(' ')}\n${help.stdout}${help.stderr}`);
    throw failed([]);
  }
  const options = configureOptions(help.stdout, readFileSync(configure, 'utf8'), toolchain);
  appendFileSync(log.now, `${[...chosen, ...options].join(' ')}\n`);
  if (!(await runLogged(commands, [...chosen, ...options], target, log.now)))
    throw failed(['config.log', 'meson-logs/meson-log.txt']);
  const ninja = ['nice', 'env', 'NINJA_STATUS=[%f/%t] ', toolchain.ninja, '-j', `${availableParallelism()}`];
  const built = await runLogged(commands, [...ninja, ...TOOLS], target, log.now, (line) => {
    const [, done, all] = /^\[(\d+)\/(\d+)\]/.exec(line) ?? [];
    if (done) step(`${done} of ${all}`);
  });
  const programs = TOOLS.map((name) => join(target, name));
  if (!built || !programs.every((program) => existsSync(program))) throw failed([]);
  return programs;
}
