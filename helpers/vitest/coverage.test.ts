import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { askHelp } from '../references/ask-help.ts';
import { REASONS_FILE } from '../reporting/coverage/find-reasons.ts';
import { recordTiny } from '../testing/record-tiny.ts';
import { highest, lowest } from '../testing/releases.ts';
import { runVitest } from '../testing/run-vitest.ts';
import { place } from '../testing/temporary.ts';
import { type MadeTestbed, makeTestbed } from '../testing/testbed.ts';

/** The test that holds the page, and a cell, since a run that judges none is no green one. */
const HELD = ['suites/tree', 'suites/tiny', '-t', 'coverage.md|tiny raw 1M-default'];

const help = highest && (await askHelp(highest));

/** A reason for every command that the fixture project has no case of, and for all that it leaves out of the others. */
const reasons = Object.fromEntries(
  [...(help?.commands ?? [])].map(([command, { takes }]) => {
    const used = { create: ['-f', '-o', 'FILE', 'SIZE'], info: ['--output', 'FILE'] }[command];
    const left = takes.filter(({ name }) => !used?.includes(name) && !/^FILENAME|^SIZE/.test(name));
    return [command, used ? Object.fromEntries(left.map(({ name }) => [name, 'not here'])) : 'not here'];
  }),
);

function give({ root }: MadeTestbed, what: object): void {
  place(join(root, REASONS_FILE), `export const reasons = ${JSON.stringify(what)};`);
}

describe.skipIf(help === undefined)('the page of what is covered', () => {
  test('is written when a recording ends, and mended by one where it is stale', async () => {
    const testbed = makeTestbed([highest]);
    await recordTiny(testbed);
    const page = join(testbed.root, 'docs/coverage.md');
    expect(existsSync(page), 'without reasons there is none').toBe(false);
    give(testbed, reasons);

    const recording = await runVitest(testbed, ['-u', 'suites/tree']);
    expect(recording, recording.text).toMatchObject({ exitCode: 0 });
    const right = readFileSync(page, 'utf8');
    expect(right).toContain(`qemu-img ${highest?.version}`);
    expect(right).toMatch(/\| \[create\]\(#create\) \| .*\btiny 5\b/);
    expect(right).not.toContain(testbed.root);
    const held = await runVitest(testbed, HELD);
    expect(held, held.text).toMatchObject({ exitCode: 0 });

    appendFileSync(page, 'x');
    const { bench: _, ...fewer } = reasons;
    give(testbed, fewer);
    const stale = await runVitest(testbed, HELD);
    expect(stale.exitCode).toBe(1);
    expect(stale.text).toMatch(
      /docs\/coverage\.md: is not what suites and help give\n +mend: .*-u suites\/tree\n/,
    );
    expect(stale.text).toContain(`${REASONS_FILE}: bench: neither a case nor a reason for -h, `);

    give(testbed, reasons);
    expect(await runVitest(testbed, ['-u', 'suites/tree'])).toMatchObject({ exitCode: 0 });
    expect(readFileSync(page, 'utf8')).toBe(right);
  });
});

test.skipIf(!lowest || (await askHelp(lowest)) !== undefined)(
  'a release whose commands have no help makes no page, and its test says so',
  async () => {
    const testbed = makeTestbed([lowest]);
    await recordTiny(testbed);
    give(testbed, {});
    expect(await runVitest(testbed, ['-u', 'suites/tree'])).toMatchObject({ exitCode: 0 });
    expect(existsSync(join(testbed.root, 'docs/coverage.md'))).toBe(false);
    const held = await runVitest(testbed, [...HELD, '--reporter=verbose']);
    expect(held, held.text).toMatchObject({ exitCode: 0 });
    expect(held.text).toContain(
      `the commands of qemu-img ${lowest?.version} have no help to make the page of`,
    );
  },
);
