import { describe, expect, test } from 'vitest';
import { run } from '../process/run.ts';
import { highest, lowest, WITHOUT_RELEASE } from '../testing/releases.ts';
import { parseSize, resizedTo } from './size.ts';

const sizes: [string, bigint | undefined][] = [
  ['0', 0n],
  ['1', 1n],
  ['1b', 1n],
  ['1B', 1n],
  ['512', 512n],
  ['1k', 1024n],
  ['1K', 1024n],
  ['64M', 67108864n],
  ['1g', 1073741824n],
  ['1T', 1099511627776n],
  ['1P', 1125899906842624n],
  ['1E', 1152921504606846976n],
  ['1.5K', 1536n],
  ['0.5M', 524288n],
  ['0x10', 16n],
  ['+1M', 1048576n],
  [' 1M', 1048576n],
  ['1kb', undefined],
  ['1.5', undefined],
  ['1.5b', undefined],
  ['1M ', undefined],
  ['0x10k', undefined],
  ['1Y', undefined],
  ['', undefined],
  ['K', undefined],
  ['-1M', undefined],
  ['1 M', undefined],
  ['one', undefined],
];

test.for(sizes)('"%s" is %s', ([text, bytes]) => {
  expect(parseSize(text)).toBe(bytes);
});

describe.skipIf(highest === undefined)('against the real program', () => {
  async function measured(program: string | undefined, text: string): Promise<string | undefined> {
    if (program === undefined) throw new Error(WITHOUT_RELEASE);
    const args = ['measure', '-O', 'raw', '--size', text];
    const { stdout } = await run({ program, args, cwd: '/', timeLimit: 30_000 });
    return /^required size: (\d+)$/m.exec(stdout)?.[1];
  }

  // The newest release decides; older ones take a few forms more (5.2.0: `0x10k`, exponents).
  test.for(sizes)('"%s" is %s', async ([text, bytes]) => {
    const expected = bytes === undefined ? undefined : String(wholeSectors(bytes));
    expect(await measured(highest?.program, text)).toBe(expected);
  });

  test('the oldest release reads all of them alike', async () => {
    for (const [text, bytes] of sizes) {
      if (bytes === undefined) continue;
      expect([text, await measured(lowest?.program, text)]).toEqual([text, String(wholeSectors(bytes))]);
    }
  });
});

/** `measure` counts whole sectors. */
function wholeSectors(bytes: bigint): bigint {
  return ((bytes + 511n) / 512n) * 512n;
}

const ends: [bigint, string, bigint][] = [
  [1048576n, '4M', 4194304n],
  [1048576n, '+63M', 67108864n],
  [67108864n, '-32M', 33554432n],
  [1048576n, '-1M', 0n],
  [1048576n, '+0', 1048576n],
];

test.for(ends)('%s resized to %s is %s', ([start, end, result]) => {
  expect(resizedTo(start, end)).toBe(result);
});

test('an end that is none is refused', () => {
  expect(() => resizedTo(1024n, '4X')).toThrow('"4X" is not a size');
  expect(() => resizedTo(1024n, '--4')).toThrow('is not a size');
  expect(() => resizedTo(1024n, '-1M')).toThrow('takes more than the 1024 bytes there are');
});
