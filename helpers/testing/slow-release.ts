import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hostArch } from '../references/host-arch.ts';
import type { Reference } from '../references/reference.ts';
import { eventually } from './eventually.ts';
import { place, script } from './temporary.ts';
import type { MadeTestbed } from './testbed.ts';

/** A release of a testbed that can be made to hang in the one case with `cluster_size=4k`. */
export interface SlowRelease {
  /** From now on the case hangs. */
  hang(): void;
  /** Waits until the case has begun to hang; tells the process that hangs. */
  hanging(): Promise<number>;
}

/**
 * Installs a release in a testbed as a wrapper script that hangs in one case when it is told to. The script is the same
 * in every testbed, byte for byte, since versions.json tells its checksum.
 *
 * Another case takes a second then: while all hangs, Vitest 4.1 may keep to itself what a worker told within 100 ms (its
 * throttle loses the call that would tell the rest), and it is told with what ends later.
 */
export function installSlowRelease(testbed: MadeTestbed, release: Reference | undefined): SlowRelease {
  const folder = join(testbed.binaries, hostArch(), release?.version ?? '');
  const order = join(folder, 'hang');
  const begun = join(folder, 'hanging');
  script(
    join(folder, 'qemu-img'),
    `here=\${0%/*}
     if [ -e "$here/hang" ]; then
       case "$*" in
         *cluster_size=4k*) echo early; echo $$ > "$here/hanging"; exec sleep 300 ;;
         *cluster_size=3*) sleep 1 ;;
       esac
     fi
     exec '${release?.program}' "$@"`,
  );
  const pid = () => (existsSync(begun) ? readFileSync(begun, 'utf8') : '');
  return {
    hang: () => {
      rmSync(begun, { force: true });
      place(order, '');
    },
    hanging: async () => {
      await eventually(() => pid().endsWith('\n'), 'the case hangs');
      return Number(pid());
    },
  };
}
