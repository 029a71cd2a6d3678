import type { Format } from '../../helpers/pipeline/formats.ts';

/** An empty input of 1M, then `dd -f INPUT -O OUTPUT OPERANDS if=.. of=..`, then `info --output=json` of the output. */
export interface DdCase {
  readonly name: string;
  readonly input: Format;
  /** `bs=`, `count=`, `skip=` */
  readonly operands: readonly string[];
  readonly output: Format;
}

const EVERY: readonly Format[] = ['raw', 'qcow2', 'vmdk', 'vhd', 'vhdx'];

const into = (outputs: readonly Format[], window: string, ...operands: string[]): DdCase[] =>
  outputs.map((output) => ({ name: `1M-raw-${window}-${output}`, input: 'raw', operands, output }));

export const INPUT_SIZE = '1M';

export const cases: readonly DdCase[] = [
  ...into(EVERY, 'whole'),
  { name: '1M-qcow2-whole-raw', input: 'qcow2', operands: [], output: 'raw' },
  ...into(EVERY, 'bs1000-count3', 'bs=1000', 'count=3'),
  ...into(['raw', 'qcow2'], 'bs65536-skip2-count4', 'bs=65536', 'skip=2', 'count=4'),
  ...into(EVERY, 'count0', 'count=0'),
];
