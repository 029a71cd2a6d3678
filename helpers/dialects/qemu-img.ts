import type { Dialect } from '../pipeline/dialect.ts';
import { driverOf, type Format } from '../pipeline/formats.ts';
import type { Rendering } from '../pipeline/operation.ts';
import { bitmapFlags, each, snapshotFlags } from './shared/flags.ts';

function rendered(output: Rendering): string[] {
  return output === 'json' ? ['--output=json'] : [];
}

function formatted(flag: string, format: Format | undefined): string[] {
  return format === undefined ? [] : [flag, driverOf(format)];
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
          args: ['info', ...rendered(operation.output), operation.file],
        };
      case 'measure': {
        const { input, target, options, output } = operation;
        const size = 'size' in input ? ['--size', input.size] : [];
        const file = 'file' in input ? [input.file] : [];
        return {
          args: [
            'measure',
            ...rendered(output),
            ...size,
            '-O',
            driverOf(target),
            ...each('-o', options),
            ...file,
          ],
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
      case 'check': {
        const { format, output, file } = operation;
        return { args: ['check', ...formatted('-f', format), ...rendered(output), file] };
      }
      case 'compare': {
        const { a, b } = operation;
        return {
          args: ['compare', ...formatted('-f', a.format), ...formatted('-F', b.format), a.file, b.file],
        };
      }
      case 'map':
        return { args: ['map', ...rendered(operation.output), operation.file] };
      case 'rebase': {
        const { backing, unsafe, file } = operation;
        const flags = [...(unsafe ? ['-u'] : []), ...formatted('-F', backing?.format)];
        return { args: ['rebase', ...flags, '-b', backing?.file ?? '', file] };
      }
      case 'amend': {
        const { format, options, file } = operation;
        return { args: ['amend', '-f', driverOf(format), ...each('-o', options), file] };
      }
      case 'bitmap': {
        const { format, file, bitmap, actions, granularity } = operation;
        const flags = [
          ...actions.flatMap(bitmapFlags),
          ...(granularity === undefined ? [] : ['-g', granularity]),
        ];
        return { args: ['bitmap', ...flags, '-f', driverOf(format), file, bitmap] };
      }
      case 'convert': {
        const { compress, outputFormat, options, input, output } = operation;
        const flags = [...(compress ? ['-c'] : []), '-O', driverOf(outputFormat), ...each('-o', options)];
        return { args: ['convert', ...flags, input, output] };
      }
      case 'snapshot':
        return { args: ['snapshot', ...snapshotFlags(operation.action), operation.file] };
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
