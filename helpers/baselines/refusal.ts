import { withoutNodeNames } from './node-names.ts';
import { exitCodes, stderrByStep, type Triple } from './triple.ts';

/** The step at which a case ended, and what was said of it. */
export interface Refusal {
  readonly step: string;
  readonly code: number;
  /** lines of its standard error */
  readonly said: readonly string[];
}

/** How a case was refused; undefined where every step succeeded. */
export function refusalOf(triple: Triple): Refusal | undefined {
  const failed = [...exitCodes(triple.meta)].find(([, code]) => code !== 0);
  if (!failed) return undefined;
  const [step, code] = failed;
  const text = withoutNodeNames(stderrByStep(triple).get(step) ?? '');
  const said = text.split('\n').filter((line) => line !== '');
  return { step, code, said };
}
