import type { Command, Dialect, Shown } from '../pipeline/dialect.ts';
import { driverOf, type Format } from '../pipeline/formats.ts';
import { resizedTo, sizeOf } from '../pipeline/size.ts';
import { knownDivergences } from './vbox-img.known.ts';

/** What it calls the formats: those that it makes, and those that it only reads. */
const MADE: Partial<Record<Format, string>> = {
  parallels: 'Parallels',
  qcow: 'QCOW',
  qed: 'QED',
  raw: 'RAW',
  vdi: 'VDI',
  vhd: 'VHD',
  vmdk: 'VMDK',
};
const READ: Partial<Record<Format, string>> = { ...MADE, dmg: 'DMG', qcow2: 'QCOW', vhdx: 'VHDX' };

/** What `--variant` calls the subformats of qemu-img that are one file. */
const VARIANTS: Readonly<Record<string, string>> = {
  'subformat=dynamic': 'Standard',
  'subformat=fixed': 'Fixed',
  'subformat=monolithicSparse': 'Standard',
  'subformat=streamOptimized': 'Stream',
};

function variant(
  options: readonly string[],
): { readonly flags: string[] } | { readonly unsupported: string } {
  const [option, ...others] = options;
  if (option === undefined) return { flags: [] };
  const name = VARIANTS[option];
  return name === undefined || others.length > 0
    ? { unsupported: `it has no variant for ${options.join(',')}` }
    : { flags: ['--variant', name] };
}

/** A new image: how it is asked for, behind the options that every command begins with. */
function making(format: Format, options: readonly string[], args: readonly string[]): Command {
  const name = MADE[format];
  if (name === undefined) return { unsupported: `it makes no ${format}` };
  const asked = variant(options);
  return 'flags' in asked ? { args: [...args, name, ...asked.flags] } : asked;
}

/** `Backend=VHD` names what it took a file for, of VDI alone `Size=1048576` tells the size; QCOW is both qcow and qcow2. */
function shownOf(text: string, holds: Format): Shown {
  const backend = /\(Backend=(\w+)\)/.exec(text)?.[1];
  const found = Object.entries(READ).flatMap(([format, name]) =>
    name === backend ? [format as Format] : [],
  );
  const format = found.includes(holds) ? holds : found[0];
  const size = /^Header: Version=.* Size=(\d+)$/m.exec(text)?.[1];
  return {
    ...(format === undefined ? {} : { format: driverOf(format) }),
    ...(size === undefined ? {} : { 'virtual-size': Number(size) }),
  };
}

/** The command line of VirtualBox's vbox-img 7.2 (its usage; what that leaves out was tried with 7.2.22). */
const vboxImg: Dialect = {
  name: 'vbox-img',
  // It looks at the name alone where a file begins with nothing that it knows. Raw data are an optical disc to it, or a floppy
  // of at most 2.88 MB; as a disc they may be of any size.
  extensions: { parallels: 'hdd', raw: 'iso' },
  knownDivergences,
  command(operation) {
    switch (operation.op) {
      case 'create': {
        const { format, file, size, options } = operation;
        const bytes = sizeOf(size).toString();
        return making(format, options, ['createbase', '--filename', file, '--size', bytes, '--format']);
      }
      case 'convert': {
        const { input, inputFormat, output, outputFormat, options, compress } = operation;
        const from = READ[inputFormat];
        if (from === undefined) return { unsupported: `it reads no ${inputFormat}` };
        // Of all variants this one is compressed, whether that is asked for or not.
        if (compress && !options.includes('subformat=streamOptimized')) {
          return { unsupported: 'its convert does not compress' };
        }
        const source = ['--srcfilename', input, '--srcformat', from];
        return making(outputFormat, options, ['convert', ...source, '--dstfilename', output, '--dstformat']);
      }
      case 'resize': {
        const { file, start, end, preallocation = 'off' } = operation;
        if (preallocation !== 'off') return { unsupported: 'its resize does not preallocate' };
        const bytes = resizedTo(sizeOf(start), end).toString();
        return { args: ['resize', '--filename', file, '--size', bytes] };
      }
      case 'info': {
        const { file, holds, output } = operation;
        if (output === 'human') return { unsupported: 'its info is another text for people' };
        return { args: ['info', '--filename', file], shows: (text) => shownOf(text, holds) };
      }
      case 'amend':
      case 'bitmap':
      case 'check':
      case 'commit':
      case 'compare':
      case 'dd':
      case 'map':
      case 'measure':
      case 'rebase':
      case 'snapshot':
      case 'write':
        return { unsupported: `it has no command for ${operation.op}` };
    }
  },
};

export default vboxImg;
