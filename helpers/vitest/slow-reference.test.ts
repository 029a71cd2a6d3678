import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hostArch } from '../references/host-arch.ts';
import { makeBed } from '../testing/bed.ts';
import { triplesUnder } from '../testing/recorded.ts';
import { highest, installed } from '../testing/releases.ts';
import { runVitest } from '../testing/run-vitest.ts';
import { script } from '../testing/temporary.ts';

describe.skipIf(installed.length === 0)('a reference that hangs in one case', () => {
  test('is recorded as such, and the run goes on', async () => {
    const bed = makeBed([]);
    script(
      join(bed.binaries, hostArch(), highest?.version ?? '', 'qemu-img'),
      `case "$*" in *cluster_size=4k*) echo early; sleep 100 ;; esac\nexec '${highest?.program}' "$@"`,
    );
    const run = await runVitest(bed, ['-u', 'suites/tiny'], { PARITY_STEP_TIMEOUT: '1' });
    expect(run).toMatchObject({ exitCode: 0 });
    for (const { stem, stdout, meta } of triplesUnder(bed.tiny)) {
      const hung = stem === '1M-cs-4k';
      expect([stem, JSON.parse(meta)]).toEqual([
        stem,
        expect.objectContaining({
          create_return_code: hung ? null : stem === '1M-refused' ? 1 : 0,
          create_timed_out: hung,
        }),
      ]);
      if (hung) expect(stdout).toBe('');
    }
  });
});
