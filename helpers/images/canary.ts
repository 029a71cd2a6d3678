import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Name of a file that lies two folders above every case's directory, `../../parity-canary`. Malicious images name it, as
 * they name `/etc/passwd`; what it holds must not appear in anything that a candidate prints.
 */
export const CANARY = 'parity-canary';

const LINE = 'parity-canary: this line lies outside of the folder of every image';

/** As long as most clusters are: an image that takes it for its own has some whole ones. */
const SIZE = 64 * 1024;

const CONTENT = `${LINE}\n`.repeat(Math.ceil(SIZE / (LINE.length + 1))).slice(0, SIZE);

/** What it holds, as SHA-256. */
export const CANARY_SHA256 = createHash('sha256').update(CONTENT).digest('hex');

/** Puts it into a scratch directory of a suite, in which the workplaces are. @returns its path */
export function writeCanary(scratch: string): string {
  const path = join(scratch, CANARY);
  // One that is there already cannot be opened to write.
  rmSync(path, { recursive: true, force: true });
  writeFileSync(path, CONTENT, { mode: 0o444 });
  return path;
}

/** Which file outside of its folder a text has been read from, if from one. */
export function leakIn(text: string): string | undefined {
  if (text.includes(LINE)) return `../../${CANARY}`;
  return passwd !== undefined && text.includes(passwd) ? PASSWD : undefined;
}

const PASSWD = '/etc/passwd';

/** Its first line, which no program prints that was not made to. */
const passwd = readPasswd();

function readPasswd(): string | undefined {
  try {
    return readFileSync(PASSWD, 'utf8')
      .split('\n')
      .find((line) => line.includes(':'));
  } catch {
    // A machine without one has nothing to give away.
    return undefined;
  }
}
