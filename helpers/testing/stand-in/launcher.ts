import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shellQuote } from '../../text/shell-quote.ts';

/** The stand-in for instar: see its header for what it is and is not. */
export const STAND_IN = join(import.meta.dirname, 'instar');

/**
 * Writes an executable that is the stand-in over a certain qemu-img, without some of its quirks: the environment that
 * would say so does not reach a candidate.
 *
 * @param qemuImg as `<releases>/<version>/qemu-img`
 */
export function writeStandIn(folder: string, qemuImg: string, without: readonly string[] = []): string {
  const path = join(folder, `stand-in-${['without', ...without].join('-')}`);
  const script = [
    '#!/bin/sh',
    `STAND_IN_QEMU_IMG=${shellQuote(qemuImg)} STAND_IN_WITHOUT=${shellQuote(without.join(' '))} \\`,
    `  exec ${shellQuote(STAND_IN)} "$@"`,
    '',
  ];
  writeFileSync(path, script.join('\n'), { mode: 0o755 });
  return path;
}
