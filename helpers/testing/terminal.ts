import { stripVTControlCharacters } from 'node:util';
import { execa } from 'execa';
import { onTestFinished } from 'vitest';
import { shellQuote } from '../text/shell-quote.ts';
import { eventually } from './eventually.ts';
import { FIXTURE, type Testbed, VITEST, vitestCommand } from './run-vitest.ts';

/** Keys of Vitest's watch mode, as a terminal sends them. */
export const KEYS = { cancel: 'c', update: 'u', rerunAll: 'a', quit: 'q', interrupt: '\x03' } as const;

/** Vitest in a terminal, with somebody at its keyboard. */
export interface Terminal {
  press(key: keyof typeof KEYS): void;
  /** Closes the terminal: the kernel sends SIGHUP to whoever works in it. */
  close(): void;
  /** Waits until the screen shows a text that it did not show when this was last called; tells what came up to it. */
  sees(text: string | RegExp): Promise<string>;
  /** Waits for the end of the process; tells its exit code. */
  readonly ended: Promise<number | undefined>;
  /** everything that was printed, without colours */
  screen(): string;
}

/**
 * Starts Vitest on the fixture project in a pseudo-terminal of util-linux's `script`, as somebody does who types
 * `npx vitest <args>`: without `run` it watches and listens to keys. Ends with its test.
 */
export function openTerminal(
  testbed: Testbed,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Terminal {
  const { program, cwd, env, timeLimit } = vitestCommand(testbed, [], more);
  const line = [program, VITEST, ...args, ...FIXTURE].map(shellQuote).join(' ');
  const child = execa('script', ['-qec', line, '/dev/null'], {
    cwd,
    env: { ...env, SHELL: '/bin/sh', TERM: 'dumb', LC_ALL: 'C' },
    extendEnv: false,
    reject: false,
    stdin: 'pipe',
    timeout: timeLimit,
    forceKillAfterDelay: 500,
  });
  let printed = '';
  let seen = 0;
  child.stdout.on('data', (bytes: Buffer) => {
    printed += bytes.toString();
  });
  const screen = () => stripVTControlCharacters(printed).replaceAll('\r\n', '\n');
  onTestFinished(async () => {
    child.kill();
    await child;
  });
  return {
    press: (key) => {
      child.stdin.write(KEYS[key]);
    },
    close: () => {
      child.kill('SIGKILL');
    },
    sees: async (text) => {
      const found = () => {
        const at = screen().slice(seen);
        const hit = typeof text === 'string' ? at.indexOf(text) : at.search(text);
        return hit < 0 ? undefined : hit;
      };
      await eventually(
        () => found() !== undefined,
        () => `${text} in:\n${screen()}`,
      );
      const part = screen().slice(seen);
      const end = part.indexOf('\n', found());
      const upTo = end < 0 ? part : part.slice(0, end);
      seen += upTo.length;
      return upTo;
    },
    ended: child.then(({ exitCode }) => exitCode),
    screen,
  };
}
