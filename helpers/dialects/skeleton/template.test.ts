import { expect, test } from 'vitest';
import type { Operation } from '../../pipeline/operation.ts';
import dialect, { NOT_YET } from './template.ts';

/**
 * For each operation an example, and the words of the command line for it, parted by `|`; or the reason for which there is
 * none. NOT_YET stands for what is to be done.
 */
const VECTORS: { readonly [Op in Operation['op']]: readonly [Extract<Operation, { op: Op }>, string] } = {
  create: [
    { op: 'create', format: 'vhd', file: 'a.vhd', size: '1M', options: ['subformat=fixed'] },
    'create|-f|vpc|-o|subformat=fixed|a.vhd|1M',
  ],
  info: [{ op: 'info', file: 'a.vhd', holds: 'vhd', output: 'json' }, 'info|--output=json|a.vhd'],
  measure: [{ op: 'measure', input: { size: '1T' }, target: 'qcow2', options: [], output: 'json' }, NOT_YET],
  resize: [{ op: 'resize', format: 'vhd', file: 'a.vhd', start: '1M', end: '+1M', shrink: false }, NOT_YET],
  dd: [
    {
      op: 'dd',
      inputFormat: 'raw',
      outputFormat: 'vhd',
      input: 'a.raw',
      output: 'b.vhd',
      operands: ['bs=65536', 'count=4'],
    },
    NOT_YET,
  ],
  commit: [{ op: 'commit', format: 'qcow2', file: 'a.qcow2', base: 'b.qcow2' }, NOT_YET],
  check: [{ op: 'check', format: 'qcow2', file: 'a.qcow2', output: 'json' }, NOT_YET],
  compare: [{ op: 'compare', a: { file: 'a.vhd' }, b: { file: 'b.raw', format: 'raw' } }, NOT_YET],
  map: [{ op: 'map', file: 'a.vhd', holds: 'vhd', output: 'json' }, NOT_YET],
  rebase: [{ op: 'rebase', format: 'qcow2', file: 'a.qcow2', backing: undefined, unsafe: false }, NOT_YET],
  amend: [{ op: 'amend', format: 'qcow2', file: 'a.qcow2', options: ['compat=1.1'] }, NOT_YET],
  bitmap: [{ op: 'bitmap', format: 'qcow2', file: 'a.qcow2', bitmap: 'b0', actions: ['add'] }, NOT_YET],
  convert: [
    {
      op: 'convert',
      input: 'a.vhd',
      inputFormat: 'vhd',
      output: 'b.vmdk',
      outputFormat: 'vmdk',
      options: [],
      compress: false,
    },
    NOT_YET,
  ],
  snapshot: [{ op: 'snapshot', format: 'qcow2', file: 'a.qcow2', action: { create: 's0' } }, NOT_YET],
  write: [{ op: 'write', format: 'raw', file: 'a.raw', commands: ['write -P 1 0 64k'] }, NOT_YET],
};

/** What the dialect says to an operation, in the words of the table. */
function saidTo(operation: Operation): string {
  const command = dialect.command(operation, '10.0.13');
  return 'unsupported' in command ? command.unsupported : command.args.join('|');
}

for (const [operation, words] of Object.values(VECTORS)) {
  if (words === NOT_YET) test.todo(`${operation.op}: a command line, or the reason for which there is none`);
  else test(operation.op, () => expect(saidTo(operation)).toBe(words));
}

test('what has a branch has its words in the table', () => {
  const open = Object.values(VECTORS).filter(([, words]) => words === NOT_YET);
  expect(open.map(([operation]) => [operation.op, saidTo(operation)])).toEqual(
    open.map(([{ op }]) => [op, NOT_YET]),
  );
});
