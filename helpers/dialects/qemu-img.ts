import type { Dialect } from '../pipeline/dialect.ts';
import { driverOf } from '../pipeline/formats.ts';

function each(flag: string, values: readonly string[]): string[] {
  return values.flatMap((value) => [flag, value]);
}

/** qemu-io closes with it: "64 KiB, 1 ops; 00.00 sec (395.532 MiB/sec and 6328.5131 ops/sec)". */
const QEMU_IO_TIMINGS = /; [\d:.]+ sec \([^)\n]*\)/g;

/** The command line of qemu-img 5.1 and later (`qemu-img --help`; the forms used here did not change since). */
const qemuImg: Dialect = {
  name: 'qemu-img',
  knownDivergences: [],
  command(operation) {
    switch (operation.op) {
      case 'create': {
        const { format, options, file, size } = operation;
        return { args: ['create', '-f', driverOf(format), ...each('-o', options), file, size] };
      }
      case 'info':
        return {
          args: ['info', ...(operation.output === 'json' ? ['--output=json'] : []), operation.file],
        };
      case 'measure': {
        const { input, target, options, output } = operation;
        const json = output === 'json' ? ['--output=json'] : [];
        const size = 'size' in input ? ['--size', input.size] : [];
        const file = 'file' in input ? [input.file] : [];
        return {
          args: ['measure', ...json, ...size, '-O', driverOf(target), ...each('-o', options), ...file],
        };
      }
      case 'resize': {
        const { format, shrink, preallocation, file, end } = operation;
        const flags = [
          ...(shrink ? ['--shrink'] : []),
          ...(preallocation === undefined ? [] : [`--preallocation=${preallocation}`]),
        ];
        return { args: ['resize', '-f', driverOf(format), ...flags, file, end] };
      }
      case 'dd': {
        const { inputFormat, outputFormat, operands, input, output } = operation;
        const formats = ['-f', driverOf(inputFormat), '-O', driverOf(outputFormat)];
        return { args: ['dd', ...formats, ...operands, `if=${input}`, `of=${output}`] };
      }
      case 'commit': {
        const { base, file } = operation;
        return { args: ['commit', ...(base === undefined ? [] : ['-b', base]), file] };
      }
      case 'check':
        return { args: ['check', '-f', driverOf(operation.format), '--output=json', operation.file] };
      case 'compare': {
        const { a, b } = operation;
        return { args: ['compare', '-f', driverOf(a.format), '-F', driverOf(b.format), a.file, b.file] };
      }
      case 'write':
        return {
          companion: 'qemu-io',
          timings: QEMU_IO_TIMINGS,
          args: ['-f', driverOf(operation.format), ...each('-c', operation.commands), operation.file],
        };
    }
  },
};

export default qemuImg;
