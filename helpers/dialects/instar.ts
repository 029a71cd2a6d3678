import type { Dialect } from '../pipeline/dialect.ts';
import { driverOf } from '../pipeline/formats.ts';
import type { Rendering } from '../pipeline/operation.ts';
import { majorMinor } from '../versions/order.ts';
import { knownDivergences } from './instar.known.ts';

function each(flag: string, values: readonly string[]): string[] {
  return values.flatMap((value) => [flag, value]);
}

function rendered(output: Rendering): string[] {
  return output === 'json' ? ['--output', 'json'] : [];
}

/** The output profile of a release is chosen by major.minor; instar drops a patch level. */
function profile(release: string): string[] {
  return ['--qemu-version', majorMinor(release)];
}

/**
 * The command line of instar, from its documentation of November 2026.
 *
 * Its subcommands start a guest under KVM, but for creating and resizing raw files and reading them; the formats of
 * files that are only read are not known here, so those may need it.
 */
const instar: Dialect = {
  name: 'instar',
  locations: ['../instar/src/target/release/instar'],
  knownDivergences,
  command(operation, release) {
    switch (operation.op) {
      case 'create': {
        const { format, options, file, size } = operation;
        return {
          args: ['create', '-f', driverOf(format), ...each('-o', options), file, size],
          needsKvm: format !== 'raw',
        };
      }
      case 'info':
        return {
          args: ['info', ...profile(release), ...rendered(operation.output), operation.file],
          needsKvm: true,
        };
      case 'measure': {
        const { input, target, options, output } = operation;
        const size = 'size' in input ? ['--size', input.size] : [];
        const file = 'file' in input ? [input.file] : [];
        const flags = [...size, '-O', driverOf(target), ...rendered(output), ...each('-o', options)];
        return { args: ['measure', ...flags, ...file], needsKvm: true };
      }
      case 'resize': {
        const { format, shrink, preallocation, file, end } = operation;
        const flags = [
          ...(shrink ? ['--shrink'] : []),
          ...(preallocation === undefined ? [] : ['--preallocation', preallocation]),
        ];
        return {
          args: ['resize', '-f', driverOf(format), ...flags, file, end],
          needsKvm: format !== 'raw',
        };
      }
      case 'dd': {
        const { inputFormat, outputFormat, operands, input, output } = operation;
        const formats = ['-f', driverOf(inputFormat), '-O', driverOf(outputFormat)];
        return { args: ['dd', ...formats, `if=${input}`, `of=${output}`, ...operands], needsKvm: true };
      }
      case 'commit': {
        const { format, base, file } = operation;
        if (format !== 'qcow2' && format !== 'vmdk') {
          return { unsupported: `commit takes qcow2 and vmdk, not ${format}` };
        }
        if (format === 'vmdk' && base === undefined) return { unsupported: 'commit of a vmdk needs -b' };
        const explicit = base === undefined ? [] : ['-b', base];
        return { args: ['commit', '-f', format, ...explicit, file], needsKvm: true };
      }
      case 'check':
        return { args: ['check', ...profile(release), '--output', 'json', operation.file], needsKvm: true };
      case 'compare':
        return { args: ['compare', operation.a.file, operation.b.file], needsKvm: true };
      case 'write':
        return { unsupported: 'has no command that writes guest data' };
    }
  },
};

export default instar;
