import type { Json } from '../pipeline/json.ts';
import type { StepResult } from '../pipeline/play.ts';
import type { Row } from '../pipeline/row.ts';
import { errorLine } from '../text/error-line.ts';

export type Meta = { readonly [key: string]: Json };

/** One baseline: what the reference printed for one case and release. */
export interface Triple {
  /** output of the observed step; empty where the reference refused before it */
  readonly stdout: string;
  readonly stderr: string;
  readonly meta: Meta;
}

/** What a step did that came to an end of its own, whatever the exit code: the only kind that a baseline is made of. */
export type Finished = StepResult & { readonly ending: { readonly kind: 'exited' } };

const SCHEMA = 1;

/** Composes the baselines of a played row, one per output type. */
export function composeTriples(row: Row, version: string, results: readonly Finished[]): Map<string, Triple> {
  const stderr = composeStderr(results);
  const meta = composeMeta(row, version, results.map(told));
  return new Map(
    row.outputs.map(({ type, step }) => [
      type.name,
      { stdout: results.find(({ name }) => name === step)?.stdout ?? '', stderr, meta },
    ]),
  );
}

function composeStderr(results: readonly StepResult[]): string {
  return results
    .map(({ name, stderr }, index) => {
      const text = stderr === '' || stderr.endsWith('\n') ? stderr : `${stderr}\n`;
      return index === 0 ? text : `${markerOf(name)}${text}`;
    })
    .join('');
}

/** What each step that ran said, step -> text: the way back from the text of a triple. */
export function stderrByStep({ stderr, meta }: Triple): Map<string, string> {
  let rest = stderr;
  const [first = '', ...later] = stepNames(meta);
  const texts = new Map<string, string>();
  let step = first;
  for (const next of later) {
    const marker = markerOf(next);
    const at = rest.startsWith(marker) ? 0 : rest.indexOf(`\n${marker}`) + 1;
    if (!rest.startsWith(marker, at)) break;
    texts.set(step, rest.slice(0, at));
    rest = rest.slice(at + marker.length);
    step = next;
  }
  return texts.set(step, rest);
}

function markerOf(step: string): string {
  return `---${step.toUpperCase()} STDERR---\n`;
}

/** What a meta says of a step that ran. */
export interface ToldStep extends Pick<StepResult, 'name' | 'argv' | 'stdout' | 'isTimed'> {
  readonly code: number;
  readonly stdoutBytes: Json | undefined;
  readonly stderrBytes: Json;
}

/** Composes the meta of a row at a release from what its steps did. */
export function composeMeta(row: Row, version: string, results: readonly ToldStep[]): Meta {
  const observed = new Set(row.outputs.map(({ step }) => step));
  const perStep = results.flatMap((result): [string, Json][] => {
    const prefix = keyPrefix(row, result.name);
    return [
      [`${prefix}return_code`, result.code],
      [`${prefix}stdout_bytes`, result.stdoutBytes ?? null],
      [`${prefix}stderr_bytes`, result.stderrBytes],
      [`${prefix}timed_out`, false],
    ];
  });
  const steps = results.map(({ name, argv, stdout, isTimed }): Json => {
    const kept = !observed.has(name) && !isTimed;
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

function told(result: Finished): ToldStep {
  return {
    ...result,
    code: result.ending.code,
    stdoutBytes: Buffer.byteLength(result.stdout),
    stderrBytes: Buffer.byteLength(result.stderr),
  };
}

/** A row of one command has keys without the name of the step in front. */
export function keyPrefix(row: Row, step: string): string {
  return row.steps.length === 1 ? '' : `${step}_`;
}

/** A meta as it is written. */
export function metaText(meta: Meta): string {
  return `${JSON.stringify(meta, null, 2)}\n`;
}

/** Reads the text of a meta back; every way in which it can be wrong is one line. */
export function parseMeta(text: string): { readonly meta: Meta } | { readonly problem: string } {
  let meta: unknown;
  try {
    meta = JSON.parse(text);
  } catch (error) {
    return { problem: `not JSON: ${errorLine(error)}` };
  }
  if (typeof meta !== 'object' || meta === null || Array.isArray(meta)) {
    return { problem: 'not a JSON object' };
  }
  if (!('schema' in meta) || meta.schema !== SCHEMA) return { problem: `not of schema ${SCHEMA}` };
  const parsed = meta as Meta;
  if (stepNames(parsed).length === 0) return { problem: 'names no step that ran' };
  const unfinished = stepNames(parsed).find((step) => typeof codeOf(parsed, step) !== 'number');
  if (unfinished === undefined) {
    // A key that stands twice is one after reading.
    return text === metaText(parsed) ? { meta: parsed } : { problem: 'not as a recording writes it' };
  }
  return { problem: `${unfinished} has no return code: it was killed or timed out when this was recorded` };
}

/** How the steps that ran ended in the reference: step -> exit code, in their order. */
export function exitCodes(meta: Meta): Map<string, number> {
  return new Map(
    stepNames(meta).flatMap((step) => {
      const code = codeOf(meta, step);
      return typeof code === 'number' ? [[step, code]] : [];
    }),
  );
}

function stepNames({ steps }: Meta): string[] {
  if (!Array.isArray(steps)) return [];
  return steps.flatMap((step: Json) =>
    typeof step === 'object' && step !== null && 'name' in step && typeof step.name === 'string'
      ? step.name
      : [],
  );
}

function codeOf(meta: Meta, step: string): Json | undefined {
  return 'return_code' in meta ? meta.return_code : meta[`${step}_return_code`];
}

/** The part of a meta that must be equal for two recordings to be the same: no sizes of masked texts. */
export function stableMeta(meta: Meta, row: Row): Meta {
  const masked = new Set(row.outputs.map(({ step }) => `${keyPrefix(row, step)}stdout_bytes`));
  return Object.fromEntries(Object.entries(meta).filter(([key]) => !masked.has(key)));
}

/** Whether a meta tells the size of the output that it came with; one that differs in masked places only has another. */
export function tellsOwnSize({ stdout, meta }: Triple, row: Row, type: string): boolean {
  const step = row.outputs.find((output) => output.type.name === type)?.step ?? '';
  const told = meta[`${keyPrefix(row, step)}stdout_bytes`];
  return told === undefined || told === Buffer.byteLength(stdout);
}
