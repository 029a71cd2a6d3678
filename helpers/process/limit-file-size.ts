import { exitCodeOf } from './exit-code.ts';

/**
 * Limits how long a file may become that this process writes, or any that it starts from now on (RLIMIT_FSIZE, setrlimit(2)):
 * the kernel ends who goes on with SIGXFSZ. Once for the process: before every program it would take one more.
 *
 * @param bytes of the file's length, holes included
 * @throws Error where there is no prlimit (util-linux), or a lower limit is in force
 */
export function limitFileSize(bytes: number): void {
  // The soft limit: what programs meet, and what this process may set again.
  const code = exitCodeOf(['prlimit', `--pid=${process.pid}`, `--fsize=${bytes}:`]);
  if (code !== 0) throw new Error(`prlimit cannot limit files to ${bytes} bytes (exit code ${code})`);
}
