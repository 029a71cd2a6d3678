import type { OutputType, Row, Suite } from '../../../../pipeline/row.ts';
import { cases, type TinyCase } from './tiny.cases.ts';

function rowOf(suite: string, type: OutputType, { target, name, options }: TinyCase): Row {
  const file = `image.${target}`;
  return {
    suite,
    target,
    stem: name,
    title: name,
    parameters: { size_str: '1M', options },
    files: { [file]: '$FILENAME' },
    steps: [
      {
        name: 'create',
        role: 'subject',
        operation: { op: 'create', format: target, file, size: '1M', options },
      },
      { name: 'info', role: 'observe', operation: { op: 'info', file, holds: target, output: 'json' } },
    ],
    outputs: [{ type, step: 'info' }],
    produces: [{ file, format: target }],
    onRejection: { kind: 'reject too' },
  };
}

export function tinySuite(command: string): Suite {
  const type: OutputType = {
    name: `${command}-info-json`,
    comparison: 'info-json',
    profileStem: 'target-case',
  };
  return { command, outputTypes: [type], rows: cases.map((row) => rowOf(command, type, row)) };
}

export const suite = tinySuite('tiny');
