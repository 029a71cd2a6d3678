import type { Json } from '../pipeline/json.ts';
import type { StepResult } from '../pipeline/play.ts';
import type { Row } from '../pipeline/row.ts';

export type Meta = { readonly [key: string]: Json };

/** One baseline: what the reference printed for one case and release. */
export interface Triple {
  /** output of the observed step; empty where the reference refused before it */
  readonly stdout: string;
  readonly stderr: string;
  readonly meta: Meta;
}

const SCHEMA = 1;

/** Composes the baselines of a played row, one per output type. */
export function composeTriples(
  row: Row,
  version: string,
  results: readonly StepResult[],
): Map<string, Triple> {
  const stderr = composeStderr(results);
  const meta = composeMeta(row, version, results);
  return new Map(
    Object.entries(row.outputs).map(([type, observed]) => [
      type,
      { stdout: results.find((result) => result.name === observed)?.stdout ?? '', stderr, meta },
    ]),
  );
}

function composeStderr(results: readonly StepResult[]): string {
  return results
    .map(({ name, stderr }, index) => {
      const text = stderr === '' || stderr.endsWith('\n') ? stderr : `${stderr}\n`;
      return index === 0 ? text : `---${name.toUpperCase()} STDERR---\n${text}`;
    })
    .join('');
}

function composeMeta(row: Row, version: string, results: readonly StepResult[]): Meta {
  const observed = new Set(Object.values(row.outputs));
  const single = row.steps.length === 1;
  const perStep = results.flatMap((result): [string, Json][] => {
    const prefix = keyPrefix(result.name, single);
    const { ending } = result;
    return [
      [`${prefix}return_code`, returnCode(result)],
      [`${prefix}stdout_bytes`, Buffer.byteLength(result.stdout)],
      [`${prefix}stderr_bytes`, Buffer.byteLength(result.stderr)],
      [`${prefix}timed_out`, ending.kind === 'timed out'],
      ...(ending.kind === 'signalled' ? [[`${prefix}signal`, ending.signal] as [string, Json]] : []),
    ];
  });
  const steps = results.map(({ name, argv, stdout }): Json => {
    const kept = !observed.has(name) && argv[0] !== 'qemu-io';
    return { name, argv, ...(kept ? { stdout } : {}) };
  });
  return {
    schema: SCHEMA,
    command: row.suite,
    target: row.target,
    case: row.stem,
    qemu_version: version,
    ...row.parameters,
    ...Object.fromEntries(perStep),
    steps,
  };
}

function keyPrefix(step: string, single: boolean): string {
  return single ? '' : `${step}_`;
}

function returnCode({ ending }: StepResult): number | null {
  return ending.kind === 'exited' ? ending.code : null;
}

/**
 * Reads back how a step ended in the reference.
 *
 * @returns its exit code; null where it timed out or died of a signal; undefined where it did not run
 */
export function recordedReturnCode(meta: Meta, row: Row, step: string): number | null | undefined {
  const code = meta[`${keyPrefix(step, row.steps.length === 1)}return_code`];
  return typeof code === 'number' || code === null ? code : undefined;
}

/** The part of a meta that must be equal for two recordings to be the same: no sizes of masked texts. */
export function stableMeta(meta: Meta, row: Row): Meta {
  const single = row.steps.length === 1;
  const masked = new Set(
    Object.values(row.outputs).map((observed) => `${keyPrefix(observed, single)}stdout_bytes`),
  );
  return Object.fromEntries(Object.entries(meta).filter(([key]) => !masked.has(key)));
}
