import { quoted } from '../text/quoted.ts';
import { UsageError } from '../text/usage-error.ts';

/** What a setting counts in, and how much of it can be meant. */
export interface Bounds {
  readonly unit: string;
  readonly least: number;
  readonly most: number;
}

/**
 * Reads `90` or `0.5`, and nothing else that JavaScript takes for a number: `0x10`, `1e9` and `Infinity` are typing
 * errors more likely than amounts.
 *
 * @param name of the setting, for what is said of it
 * @throws UsageError for anything else, and for what lies out of bounds
 */
export function parseAmount(name: string, text: string, { unit, least, most }: Bounds): number {
  const value = /^\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`${name}: ${quoted(text)} is not a number of ${unit} between ${least} and ${most}`);
}
