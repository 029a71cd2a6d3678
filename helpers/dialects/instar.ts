import type { Dialect } from '../pipeline/dialect.ts';
import { driverOf } from '../pipeline/formats.ts';
import type { Rendering } from '../pipeline/operation.ts';
import { majorMinor } from '../versions/order.ts';
import { knownDivergences } from './instar.known.ts';
import { bitmapFlags, each, snapshotFlags } from './shared/flags.ts';

function rendered(output: Rendering): string[] {
  return output === 'json' ? ['--output', 'json'] : [];
}

/** The output profile of a release is chosen by major.minor; instar drops a patch level. */
function profile(release: string): string[] {
  return ['--qemu-version', majorMinor(release)];
}

/** Its `convert` has no `-o`, but an option of its own for some keys. */
const CONVERT_OPTIONS: Readonly<Record<string, string>> = {
  cluster_size: '--cluster-size',
  subformat: '--subformat',
};

function convertOptions(
  options: readonly string[],
): { readonly flags: string[] } | { readonly unsupported: string } {
  const flags: string[] = [];
  for (const option of options.flatMap((list) => list.split(','))) {
    const [key = '', value = ''] = option.split('=', 2);
    const flag = CONVERT_OPTIONS[key];
    if (flag === undefined) return { unsupported: `convert has no option for ${key}` };
    flags.push(flag, value);
  }
  return { flags };
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
        return {
          args: ['check', ...profile(release), ...rendered(operation.output), operation.file],
          needsKvm: true,
        };
      case 'compare':
        return { args: ['compare', operation.a.file, operation.b.file], needsKvm: true };
      case 'map':
        return {
          args: ['map', ...rendered(operation.output), ...profile(release), operation.file],
          needsKvm: true,
        };
      case 'rebase': {
        const { backing, unsafe, file } = operation;
        const format = backing ? ['-F', driverOf(backing.format)] : [];
        return {
          args: ['rebase', '-b', backing?.file ?? '', ...format, ...(unsafe ? ['-u'] : []), file],
          needsKvm: true,
        };
      }
      case 'amend': {
        const { format, options, file } = operation;
        if (format !== 'qcow2') return { unsupported: `amend takes qcow2, not ${format}` };
        return { args: ['amend', '-f', format, ...each('-o', options), file], needsKvm: true };
      }
      case 'bitmap': {
        const { format, file, bitmap, actions, granularity } = operation;
        const size = granularity === undefined ? [] : ['-g', granularity];
        const flags = [...actions.flatMap(bitmapFlags), ...size, '-f', driverOf(format)];
        return { args: ['bitmap', ...flags, file, bitmap], needsKvm: true };
      }
      case 'convert': {
        const { compress, outputFormat, options, input, output } = operation;
        const own = convertOptions(options);
        if ('unsupported' in own) return own;
        const flags = ['-O', driverOf(outputFormat), ...(compress ? ['-c'] : []), ...own.flags];
        return { args: ['convert', ...flags, input, output], needsKvm: true };
      }
      case 'snapshot': {
        const { format, action, file } = operation;
        if (format !== 'qcow2') return { unsupported: `snapshot takes qcow2, not ${format}` };
        const listed = action === 'list' ? profile(release) : [];
        return {
          args: ['snapshot', ...snapshotFlags(action), '-f', format, ...listed, file],
          needsKvm: true,
        };
      }
      case 'write':
        return { unsupported: 'has no command that writes guest data' };
    }
  },
};

export default instar;
