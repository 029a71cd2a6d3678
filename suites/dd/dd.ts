import { infoType } from '../../helpers/pipeline/compose-rows.ts';
import { operationsBy } from '../../helpers/pipeline/operations-by.ts';
import type { Row, Step, Suite, TableEntry } from '../../helpers/pipeline/row.ts';
import { cases, type DdCase, INPUT_SIZE } from './dd.cases.ts';

const infoJson = infoType('dd', 'case');

function rowOf({ name, input: inputFormat, operands, output: outputFormat }: DdCase): Row {
  const input = `input.${inputFormat}`;
  const output = `image.${outputFormat}`;
  return {
    suite: 'dd',
    target: outputFormat,
    stem: name,
    title: name,
    parameters: {
      input_size: INPUT_SIZE,
      input_format: inputFormat,
      window_operands: operands,
      output_format: outputFormat,
    },
    files: { [input]: null, [output]: '$FILENAME' },
    steps: [
      {
        name: 'create',
        role: 'fixture',
        operation: { op: 'create', format: inputFormat, file: input, size: INPUT_SIZE, options: [] },
      },
      {
        name: 'dd',
        role: 'subject',
        operation: { op: 'dd', inputFormat, outputFormat, input, output, operands },
      },
      {
        name: 'info',
        role: 'observe',
        operation: { op: 'info', file: output, holds: outputFormat, output: 'json' },
      },
    ],
    outputs: [{ type: infoJson, step: 'info' }],
    produces: [{ file: output, format: outputFormat }],
    // Every release fails to write a vmdk of no bytes: its driver cannot. That is no rule for others.
    onRejection:
      outputFormat === 'vmdk' && operands.includes('count=0')
        ? { kind: 'skip', reason: 'qemu-img cannot write an empty vmdk' }
        : { kind: 'reject too' },
  };
}

function entryOf(steps: readonly Step[]): TableEntry | undefined {
  const [copied] = operationsBy(steps, 'subject');
  if (copied?.op !== 'dd') return undefined;
  const { inputFormat: input, outputFormat: output, operands } = copied;
  const window = operands.length === 0 ? ['whole'] : operands.map((operand) => operand.replace('=', ''));
  const entry: DdCase = { name: [INPUT_SIZE, input, ...window, output].join('-'), input, operands, output };
  return { entry, row: rowOf(entry) };
}

export const suite: Suite = { command: 'dd', outputTypes: [infoJson], rows: cases.map(rowOf), entryOf };
