import { quoted } from '../text/quoted.ts';
import { UsageError } from '../text/usage-error.ts';

/** A least number of cells, or a least share of all those that a run is to play. */
export interface Minimum {
  readonly amount: number;
  readonly unit: 'cells' | 'percent';
}

/**
 * Reads `300` or `90%`; a share may have decimals.
 *
 * @param name of the setting, for what is said of it
 * @throws UsageError for anything else, and for what every run would meet or none could
 */
export function parseMinimum(name: string, text: string): Minimum {
  const [, digits = '', percent] = /^(\d+(?:\.\d+)?)(%?)$/.exec(text.trim()) ?? [];
  const minimum: Minimum = { amount: Number(digits), unit: percent ? 'percent' : 'cells' };
  const { amount, unit } = minimum;
  if (!(amount > 0) || (unit === 'percent' ? amount > 100 : !Number.isSafeInteger(amount))) {
    throw new UsageError(`${name}: ${quoted(text)} is not a number of cells (300) or a share of them (90%)`);
  }
  return minimum;
}

/** @param all the cells that `unit: 'percent'` is a share of */
export function meets({ amount, unit }: Minimum, count: number, all: number): boolean {
  switch (unit) {
    case 'cells':
      return count >= amount;
    case 'percent':
      return count * 100 >= amount * all;
  }
}

export function writeMinimum({ amount, unit }: Minimum): string {
  switch (unit) {
    case 'cells':
      return String(amount);
    case 'percent':
      return `${amount}%`;
  }
}
