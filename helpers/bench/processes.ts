import { readdirSync, readFileSync } from 'node:fs';
import { groupBy } from '../files/group-by.ts';

/** A process as /proc tells of it (proc(5)). */
export interface ProcessState {
  readonly pid: number;
  readonly parent: number;
  /** process group */
  readonly group: number;
  /** CPU of its own, seconds */
  readonly cpu: number;
  /** CPU of what it has started, has ended and was waited for, and so on downwards; seconds */
  readonly ended: number;
}

/** In which /proc counts CPU: Linux has the same for all programs, whatever the kernel itself counts in (time(7)). */
const TICKS_A_SECOND = 100;

/** @param text of /proc/PID/stat */
export function parseStat(text: string): ProcessState {
  // The name, in brackets, may have blanks and brackets in it.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const at = (number: number) => Number(fields[number - 3]);
  return {
    pid: Number.parseInt(text, 10),
    parent: at(4),
    group: at(5),
    cpu: (at(14) + at(15)) / TICKS_A_SECOND,
    ended: (at(16) + at(17)) / TICKS_A_SECOND,
  };
}

/** Every process that there is now. */
export function allProcesses(): ProcessState[] {
  return readdirSync('/proc').flatMap((name) => {
    const text = /^\d+$/.test(name) ? textOf(`/proc/${name}/stat`) : '';
    return text === '' ? [] : [parseStat(text)];
  });
}

/** What a process has started, and what that has. */
export function below(root: number, all: readonly ProcessState[]): ProcessState[] {
  const children = groupBy(all, ({ parent }) => String(parent));
  const found: ProcessState[] = [];
  for (let next = children.get(String(root)) ?? []; next.length > 0; ) {
    found.push(...next);
    next = next.flatMap(({ pid }) => children.get(String(pid)) ?? []);
  }
  return found;
}

/** Of this process. */
export function ownState(): ProcessState {
  return parseStat(readFileSync('/proc/self/stat', 'utf8'));
}

/** Empty where the process has ended. */
export function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
