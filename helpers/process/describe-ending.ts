import { enumerate } from '../text/enumerate.ts';
import { printableLine } from '../text/printable.ts';
import type { Ending } from './run.ts';

/** One phrase for people: how a program ended. */
export function describeEnding(ending: Ending): string {
  switch (ending.kind) {
    case 'exited':
      return `exited with code ${ending.code}`;
    case 'signalled':
      return ending.signal === 'SIGXFSZ'
        ? 'was ended by SIGXFSZ: it wrote a file beyond the limit of its size (PARITY_FILE_LIMIT)'
        : `was ended by ${ending.signal}`;
    case 'timed out':
      return `was still running after ${ending.after / 1000} s and was killed`;
    case 'too much output':
      return `printed more than ${ending.limit / 1024 / 1024} MiB and was cut off`;
    case 'left a process behind':
      return ending.programs.length === 0
        ? 'exited but left a process behind that kept its output open'
        : `exited but left running: ${enumerate([...new Set(ending.programs.map(printableLine))])}`;
    case 'cancelled':
      return 'was cancelled';
    case 'not started':
      return `could not be started: ${ending.reason}`;
  }
}
