import { OUTPUT_LIMIT } from './run.ts';

/** Generous: git answers in milliseconds, also of tens of thousands of files. */
const LIMIT = 30_000;

/** What git prints that is only asked something; undefined where it fails, or there is none. */
export async function git(folder: string, ...args: string[]): Promise<string | undefined> {
  // Who asks nothing is not to wait until it is loaded.
  const { execa } = await import('execa');
  const { PATH, HOME } = process.env;
  const { failed, stdout } = await execa(
    'git',
    [
      '-C',
      folder,
      // No daemon that outlives the question, and no lock, which a person's git may be waiting for.
      '-c',
      'core.fsmonitor=false',
      '-c',
      'core.quotePath=false',
      '--no-optional-locks',
      ...args,
    ],
    {
      cwd: '/',
      // Whose checkouts git trusts is said in the home of its user.
      env: { PATH, HOME, LC_ALL: 'C', TZ: 'UTC' },
      extendEnv: false,
      stdin: 'ignore',
      stripFinalNewline: false,
      maxBuffer: OUTPUT_LIMIT,
      timeout: LIMIT,
      reject: false,
    },
  );
  return failed ? undefined : stdout;
}
