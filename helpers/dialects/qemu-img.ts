import type { Dialect } from '../pipeline/dialect.ts';
import type { Format } from '../pipeline/formats.ts';

/** qemu-img names formats after its block drivers: VHD is `vpc` (for Virtual PC). */
function driver(format: Format): string {
  return format === 'vhd' ? 'vpc' : format;
}

function each(flag: string, values: readonly string[]): string[] {
  return values.flatMap((value) => [flag, value]);
}

/** The command line of qemu-img 5.1 and later (`qemu-img --help`; the forms used here did not change since). */
const qemuImg: Dialect = {
  name: 'qemu-img',
  knownDivergences: [],
  command(operation) {
    switch (operation.op) {
      case 'create': {
        const { format, options, file, size } = operation;
        return { args: ['create', '-f', driver(format), ...each('-o', options), file, size] };
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
        return { args: ['measure', ...json, ...size, '-O', driver(target), ...each('-o', options), ...file] };
      }
      case 'resize': {
        const { format, shrink, preallocation, file, end } = operation;
        const flags = [
          ...(shrink ? ['--shrink'] : []),
          ...(preallocation === undefined ? [] : [`--preallocation=${preallocation}`]),
        ];
        return { args: ['resize', '-f', driver(format), ...flags, file, end] };
      }
      case 'dd': {
        const { inputFormat, outputFormat, operands, input, output } = operation;
        const formats = ['-f', driver(inputFormat), '-O', driver(outputFormat)];
        return { args: ['dd', ...formats, ...operands, `if=${input}`, `of=${output}`] };
      }
      case 'commit': {
        const { base, file } = operation;
        return { args: ['commit', ...(base === undefined ? [] : ['-b', base]), file] };
      }
      case 'check':
        return { args: ['check', '-f', driver(operation.format), '--output=json', operation.file] };
      case 'compare': {
        const { format, a, b } = operation;
        return { args: ['compare', '-f', driver(format), '-F', driver(format), a, b] };
      }
      case 'write':
        return {
          companion: 'qemu-io',
          args: ['-f', driver(operation.format), '-c', operation.command, operation.file],
        };
    }
  },
};

export default qemuImg;
