import type { Json } from '../pipeline/json.ts';
import type { Row } from '../pipeline/row.ts';
import { composeMeta, exitCodes, keyPrefix, type Meta, stderrByStep, type Triple } from './triple.ts';

/** How the reference of a release is asked to do a step, as a meta says it. */
export interface RecordedCommand {
  readonly argv: readonly string[];
  /** what it prints tells how long it took, so that a meta leaves it out */
  readonly isTimed: boolean;
}

/** Step -> command, for a row at a release. */
export type CommandsOf = (row: Row, version: string) => ReadonlyMap<string, RecordedCommand>;

/**
 * How the meta of a whole triple is not what a recording of its case at its release would write, whatever the release
 * did: another case or release, other parameters or commands, keys too many or too few, sizes of other texts.
 *
 * @param type name of the output type that the triple is of
 * @returns undefined where it fits
 */
export function problemOfMeta(
  row: Row,
  version: string,
  type: string,
  triple: Triple,
  commands: CommandsOf,
): string | undefined {
  const { meta } = triple;
  const codes = [...exitCodes(meta)];
  const names = row.steps.map(({ name }) => name);
  const steps = codes.map(([name]) => name);
  const failed = codes.findIndex(([, code]) => code !== 0);
  const ran = failed < 0 ? names.length : failed + 1;
  if (steps.join() !== names.slice(0, ran).join()) {
    return `its steps are ${steps.join(', ')}, of this case they are ${names.slice(0, ran).join(', ')}`;
  }
  return difference(meta, fittingMeta(row, version, type, triple, commands(row, version)));
}

/** The meta that fits, as far as it follows from the case, its release and the texts of the triple. */
function fittingMeta(
  row: Row,
  version: string,
  type: string,
  triple: Triple,
  commands: ReadonlyMap<string, RecordedCommand>,
): Meta {
  const { meta, stdout } = triple;
  const own = row.outputs.find((output) => output.type.name === type)?.step;
  const said = stderrByStep(triple);
  const outputs = new Map(
    stepsOf(meta).flatMap((step) => (typeof step.stdout === 'string' ? [[`${step.name}`, step.stdout]] : [])),
  );
  const results = [...exitCodes(meta)].map(([name, code]) => {
    const key = (what: string) => meta[`${keyPrefix(row, name)}${what}`];
    const command = commands.get(name);
    const printed = name === own ? stdout : outputs.get(name);
    const error = said.get(name) ?? '';
    return {
      name,
      argv: command?.argv ?? [],
      isTimed: command?.isTimed ?? false,
      stdout: printed ?? '',
      code,
      stdoutBytes: printed === undefined ? key('stdout_bytes') : Buffer.byteLength(printed),
      stderrBytes: bytesOfError(error, key('stderr_bytes')),
    };
  });
  return composeMeta(row, version, results);
}

/** A text of errors that had no end got one. */
function bytesOfError(text: string, told: Json | undefined): Json {
  const bytes = Buffer.byteLength(text);
  return text.endsWith('\n') && told === bytes - 1 ? told : bytes;
}

function stepsOf({ steps }: Meta): { readonly [key: string]: Json }[] {
  return Array.isArray(steps) ? (steps as { readonly [key: string]: Json }[]) : [];
}

/** The first thing in which a meta is not the one that fits, in words. */
function difference(meta: Meta, fitting: Meta): string | undefined {
  for (const [key, value] of Object.entries(fitting)) {
    if (!(key in meta)) return `has no "${key}"`;
    if (same(meta[key], value)) continue;
    if (key === 'steps') return differenceOfSteps(meta, fitting);
    return `its "${key}" is ${shown(meta[key])}, and has to be ${shown(value)}`;
  }
  const more = Object.keys(meta).find((key) => !(key in fitting));
  if (more !== undefined) return `has a "${more}", which no recording writes`;
  return same(Object.keys(meta), Object.keys(fitting)) ? undefined : 'its keys are in another order';
}

function differenceOfSteps(meta: Meta, fitting: Meta): string {
  const wanted = stepsOf(fitting);
  const [step, problem] = stepsOf(meta)
    .map((one, index) => [`${one.name}`, difference(one, wanted[index] ?? {})] as const)
    .find(([, what]) => what !== undefined) ?? ['', 'is another'];
  return `step ${step}: ${problem}`;
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}
