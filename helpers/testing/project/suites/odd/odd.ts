import type { Row, Suite } from '../../../../pipeline/row.ts';
import { tinySuite } from '../tiny/tiny.ts';

const { outputTypes, rows } = tinySuite('odd');

/** The image that `imageRow` reads; a test that plays it makes it, with a manifest. */
export const ODD = { id: 'odd', file: 'odd.raw', safety: 'malformed' } as const;

/** A case that reads an image which runs leave out unless they are asked for its safety. */
function imageRow(like: Row): Row {
  return {
    ...like,
    target: 'raw',
    stem: ODD.id,
    title: ODD.id,
    parameters: { image: ODD.id },
    files: { [ODD.file]: '$FILENAME' },
    steps: [
      {
        name: 'info',
        role: 'observe',
        operation: { op: 'info', file: ODD.file, holds: 'raw', output: 'json' },
      },
    ],
    produces: [],
    image: { id: ODD.id, safety: ODD.safety, needs: [] },
  };
}

/** One case of the tiny suite, and one of an image. */
export const suite: Suite = {
  command: 'odd',
  outputTypes,
  rows: rows.slice(0, 1).flatMap((row) => [row, imageRow(row)]),
};
