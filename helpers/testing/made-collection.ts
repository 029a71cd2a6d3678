import type { Collection } from '../baselines/collection.ts';
import { fingerprint, type Stored } from '../baselines/store.ts';
import type { Comparison, Row } from '../pipeline/row.ts';
import { suite } from './project/suites/tiny/tiny.ts';
import { firstOf } from './recorded-suite.ts';

/** What a made-up release did in a case: its output, or how it refused; undefined: it is not recorded. */
export type Answer = string | { readonly code: number; readonly stderr: string } | undefined;

/**
 * A collection without any files.
 *
 * @param answers `<target> <case>` -> what each release did, in the order of `versions`
 */
export function madeCollection(
  name: string,
  comparison: Comparison,
  versions: readonly string[],
  answers: Readonly<Record<string, readonly Answer[]>>,
  lack: Collection['lack'] = () => undefined,
): Collection {
  const like = firstOf(suite.rows);
  const rows = Object.keys(answers).map((key): Row => {
    const [target = '', stem = ''] = key.split(' ');
    const step = {
      name: 'show',
      role: 'observe',
      operation: { op: 'info', file: 'a', holds: 'raw', output: 'json' },
    } as const;
    return { ...like, target, stem, title: stem, steps: [step] };
  });
  const type = { name, comparison, profileStem: 'case' } as const;
  const at: Collection['at'] = ({ target, stem }, version) =>
    stored(answers[`${target} ${stem}`]?.[versions.indexOf(version)]);
  return {
    type,
    versions,
    rows,
    entries: [],
    files: [],
    ownerOf: () => undefined,
    content: () => ({ text: '', sum: '' }),
    lack,
    at,
    print: (row, version) => {
      const one = at(row, version);
      return one.kind === 'whole' ? fingerprint(one.triple, type) : undefined;
    },
  };
}

function stored(answer: Answer): Stored {
  if (answer === undefined) return { kind: 'absent' };
  const { code, stderr } = typeof answer === 'string' ? { code: 0, stderr: '' } : answer;
  const stdout = typeof answer === 'string' ? answer : '';
  return {
    kind: 'whole',
    triple: { stdout, stderr, meta: { steps: [{ name: 'show' }], return_code: code } },
  };
}
