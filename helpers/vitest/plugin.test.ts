import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { highest, installed } from '../testing/releases.ts';
import { runVitest } from '../testing/run-vitest.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { makeTestbed } from '../testing/testbed.ts';

/** Names of the files that Vitest has transformed for workers, by the source maps of what it keeps of them. */
function transformed(cache: string): string[] {
  const texts = readdirSync(cache).map((name) => readFileSync(join(cache, name), 'utf8'));
  // Without a map are those that hold nothing but types.
  const maps = texts.flatMap((text) => /^\/\/# sourceMappingURL=data:.*;base64,(.*)$/m.exec(text)?.[1] ?? []);
  return maps.flatMap(
    (map) => (JSON.parse(Buffer.from(map, 'base64').toString()) as { sources: string[] }).sources,
  );
}

test.skipIf(!highest)(
  'workers ask Vitest for the files of suites, and get the harness as one module',
  async () => {
    const cache = temporaryFolder();
    const run = await runVitest(makeTestbed(installed), ['suites/tiny'], { TINY_MODULES: cache });
    expect(run.text).toContain('parity  suite');
    const files = transformed(cache);
    expect(files).toContain('tiny.cases.ts');
    expect(files).not.toContain('suite-run.ts');
  },
);
