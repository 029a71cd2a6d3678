import type { Ending } from './run.ts';

/** One phrase for people: how a program ended. */
export function describeEnding(ending: Ending): string {
  switch (ending.kind) {
    case 'exited':
      return `exited with code ${ending.code}`;
    case 'signalled':
      return `was ended by ${ending.signal}`;
    case 'timed out':
      return `was still running after ${ending.after / 1000} s and was killed`;
    case 'too much output':
      return `printed more than ${ending.limit / 1024 / 1024} MiB and was cut off`;
    case 'left a process behind':
      return 'exited but left a process behind that kept its output open';
    case 'cancelled':
      return 'was cancelled';
    case 'not started':
      return `could not be started: ${ending.reason}`;
  }
}
