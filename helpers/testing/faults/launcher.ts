import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shellQuote } from '../../text/shell-quote.ts';
import type { Fault } from './fault.ts';

const VERBS = join(import.meta.dirname, 'verbs.sh');

/** Writes an executable that is a real qemu-img but for one fault. */
export function writeLauncher(folder: string, name: string, real: string, fault: FaultyCommand): string {
  const path = join(folder, name.replace(/[^\w-]+/g, '-'));
  const script = [
    '#!/bin/sh',
    `REAL=${shellQuote(real)}`,
    ...(fault.on === '*' ? [] : [`[ "\${1-}" = ${fault.on} ] || exec "$REAL" "$@"`]),
    `. ${shellQuote(VERBS)}`,
    fault.script,
    '',
  ];
  writeFileSync(path, script.join('\n'), { mode: 0o755 });
  return path;
}

export interface FaultyCommand {
  readonly on: Fault['on'] | '*';
  readonly script: string;
}
