import type { Result } from '../../process/commands.ts';

/** What tar and the unpackers say behind the reason, or around it. */
const AFTERMATH =
  /Error is not recoverable|Child returned status|Exiting with failure|Skipping to next header/;

/** Of tar about the files that it makes, not about those that it reads. */
const OF_FILES = /: (?:Cannot (?:write|open|mkdir|create|change|utime)|Wrote only|.*No space left)/;

/** Whether tar could not read a tarball to its end, where it was to look for one file. */
export function isDamaged({ code, stderr }: Result): boolean {
  return code !== 0 && !/^tar: .*: Not found in archive$/m.test(stderr);
}

/** Why tar has failed with a tarball, in one line. */
export function tarFailure(path: string, { stderr, code }: Result): Error {
  const lines = stderr.split('\n').map((line) => line.trim());
  const said = lines.filter((line) => line !== '' && !AFTERMATH.test(line));
  const own = said.find((line) => OF_FILES.test(line));
  if (own !== undefined) return new Error(own);
  const reason = said[0] ?? `tar failed with exit code ${code}`;
  return new Error(`--build: ${path} is damaged, or was not wholly downloaded (${reason}); fetch it again`);
}
