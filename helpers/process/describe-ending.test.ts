import { expect, test } from 'vitest';
import { describeEnding } from './describe-ending.ts';
import type { Ending } from './run.ts';

const phrases: [Ending, string][] = [
  [{ kind: 'exited', code: 3 }, 'exited with code 3'],
  [{ kind: 'signalled', signal: 'SIGSEGV' }, 'was ended by SIGSEGV'],
  [{ kind: 'timed out', after: 1500 }, 'was still running after 1.5 s and was killed'],
  [{ kind: 'too much output', limit: 16 * 1024 * 1024 }, 'printed more than 16 MiB and was cut off'],
  [
    { kind: 'left a process behind', programs: [] },
    'exited but left a process behind that kept its output open',
  ],
  [
    { kind: 'left a process behind', programs: ['sleep', 'nc', 'sleep'] },
    'exited but left running: sleep and nc',
  ],
  [
    { kind: 'signalled', signal: 'SIGXFSZ' },
    'was ended by SIGXFSZ: it wrote a file beyond the limit of its size (PARITY_FILE_LIMIT)',
  ],
  [{ kind: 'cancelled' }, 'was cancelled'],
  [{ kind: 'not started', reason: 'spawn x ENOENT' }, 'could not be started: spawn x ENOENT'],
];

test.for(phrases)('%o', ([ending, phrase]) => {
  expect(describeEnding(ending)).toBe(phrase);
});
