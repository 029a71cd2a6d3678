import type { Command, Dialect } from '../../pipeline/dialect.ts';
import { driverOf } from '../../pipeline/formats.ts';
import { knownDivergences } from './template.known.ts';

/** The reason of what nobody has looked at. What the tool cannot do gets a reason of its own: `has no command for it`. */
export const NOT_YET = 'its dialect has no branch for it yet';

const notYet: Command = { unsupported: NOT_YET };

/**
 * The command line of the tool. What an operation has is in helpers/pipeline/operation.ts; files are names in the folder
 * that the tool runs in, sizes are qemu's (`1M`, `+63M`). A VHD is `vhd` here, and `vpc` where qemu's words are asked for
 * (`driverOf`). `create` and `info` are as qemu-img has them, to begin with.
 *
 * What else a dialect may say is in helpers/pipeline/dialect.ts: `locations`, `companions`, `extensions`, and `shows` of a
 * command, which reads a text that is no JSON.
 */
const dialect: Dialect = {
  name: 'template',
  knownDivergences,
  command(operation) {
    switch (operation.op) {
      case 'create': {
        const { format, options, file, size } = operation;
        const flags = options.flatMap((option) => ['-o', option]);
        return { args: ['create', '-f', driverOf(format), ...flags, file, size] };
      }
      // Its JSON is held against a release's, field by field.
      case 'info': {
        const { file, output } = operation;
        return { args: ['info', ...(output === 'json' ? ['--output=json'] : []), file] };
      }
      // How large an image would be.
      case 'measure':
        return notYet;
      // To a size, or by one: `+63M`, `-32M`.
      case 'resize':
        return notYet;
      // A part of one image becomes another.
      case 'dd':
        return notYet;
      // An overlay goes into its base.
      case 'commit':
        return notYet;
      case 'check':
        return notYet;
      // Whether a guest reads the same of two images.
      case 'compare':
        return notYet;
      case 'map':
        return notYet;
      // Another backing file, or none.
      case 'rebase':
        return notYet;
      // Other options for an image that there is.
      case 'amend':
        return notYet;
      case 'bitmap':
        return notYet;
      case 'convert':
        return notYet;
      case 'snapshot':
        return notYet;
      // Guest data; what a reference writes does where the tool cannot.
      case 'write':
        return notYet;
    }
  },
};

export default dialect;
