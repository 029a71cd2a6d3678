import type { Measured } from './measure.ts';
import { median } from './median.ts';

/** One measurement of a part, and how much work it was. */
export interface Sample extends Measured {
  /** cells that were played; undefined where there are none, as of a floor */
  readonly cells?: number | undefined;
}

/** What is told of a part: medians of its samples. Seconds and bytes. */
export interface Summary {
  readonly wall: number;
  readonly fastest: number;
  readonly slowest: number;
  readonly cpu: number;
  readonly cells: number | undefined;
  /** the most of all samples, and no median: a peak is what has to fit */
  readonly rss: number;
  readonly pss: number;
}

/** @param samples of one part, at least one */
export function summarize(samples: readonly Sample[]): Summary {
  const walls = samples.map(({ wall }) => wall);
  return {
    wall: median(walls),
    fastest: Math.min(...walls),
    slowest: Math.max(...walls),
    cpu: median(samples.map(({ cpu }) => cpu)),
    cells: samples[0]?.cells,
    rss: Math.max(...samples.map(({ memory }) => memory.rss)),
    pss: Math.max(...samples.map(({ memory }) => memory.pss)),
  };
}
