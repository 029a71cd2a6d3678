import { readFileSync } from 'node:fs';
import { exitCodeOf } from './exit-code.ts';

/**
 * Limits how long a file may become that this process writes, or any that it starts from now on (RLIMIT_FSIZE, setrlimit(2)):
 * the kernel ends who goes on with SIGXFSZ. Once for the process: before every program it would take one more.
 *
 * @param bytes of the file's length, holes included; a lower limit that nobody may raise stays
 * @throws Error where there is no prlimit (util-linux)
 */
export function limitFileSize(bytes: number): void {
  const limit = Math.min(bytes, hardLimit());
  // The soft limit: what programs meet, and what this process may set again.
  const text = `${limit === Number.POSITIVE_INFINITY ? 'unlimited' : limit}:`;
  const code = exitCodeOf(['prlimit', `--pid=${process.pid}`, `--fsize=${text}`]);
  if (code !== 0) throw new Error(`prlimit cannot limit files to ${bytes} bytes (exit code ${code})`);
}

/** In /proc/self/limits (proc(5)): name, soft limit, hard limit, unit. */
function hardLimit(): number {
  const hard = /^Max file size +\S+ +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
  return hard === undefined ? Number.POSITIVE_INFINITY : Number(hard);
}
