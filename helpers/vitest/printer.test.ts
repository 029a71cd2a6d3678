import { afterEach, expect, test, vi } from 'vitest';
import { DefaultReporter, type Vitest } from 'vitest/node';
import { printer } from './printer.ts';

afterEach(() => vi.restoreAllMocks());

/** Where a line goes when Vitest runs with these reporters. */
function streamOf(...reporters: unknown[]): string {
  const written: string[] = [];
  for (const name of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[name], 'write').mockImplementation((text) => written.push(`${name}: ${text}`) > 0);
  }
  printer({ config: { reporters } } as unknown as Vitest)('a line');
  vi.restoreAllMocks();
  return written.join('');
}

test('lines for people leave an output alone that a program reads', () => {
  expect(streamOf(['json', {}])).toBe('stderr: parity  a line\n');
  expect(streamOf(['junit', {}], ['json', {}])).toBe('stderr: parity  a line\n');
  expect(streamOf(['default', {}])).toBe('stdout: parity  a line\n');
  expect(streamOf(['default', {}], ['json', {}])).toBe('stdout: parity  a line\n');
  expect(streamOf(new DefaultReporter(), ['json', {}])).toBe('stdout: parity  a line\n');
  expect(streamOf({ onInit() {} }, ['json', {}])).toBe('stderr: parity  a line\n');
});
