import { run } from './run.ts';

/** Generous: git answers in milliseconds, also of tens of thousands of files. */
const LIMIT = 30_000;

/** What git prints that is only asked something; undefined where it fails, or there is none. */
export async function git(folder: string, ...args: string[]): Promise<string | undefined> {
  const { HOME } = process.env;
  const { ending, stdout } = await run({
    program: 'git',
    // No daemon that outlives the question, and no lock, which a person's git may be waiting for.
    args: [
      '-C',
      folder,
      '-c',
      'core.fsmonitor=false',
      '-c',
      'core.quotePath=false',
      '--no-optional-locks',
      ...args,
    ],
    cwd: '/',
    // Whose checkouts git trusts is said there.
    env: HOME === undefined ? {} : { HOME },
    timeLimit: LIMIT,
  });
  return ending.kind === 'exited' && ending.code === 0 ? stdout : undefined;
}
