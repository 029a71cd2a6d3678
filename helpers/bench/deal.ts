import type { Sequence } from './trace.ts';

/**
 * Deals sequences out to loops that run side by side, so that each has about as many commands to start. What a loop gets
 * stays in its order.
 */
export function deal(sequences: readonly Sequence[], loops: number): Sequence[][] {
  const dealt = Array.from({ length: loops }, () => ({ commands: 0, sequences: [] as Sequence[] }));
  for (const sequence of sequences) {
    const least = dealt.reduce((one, other) => (other.commands < one.commands ? other : one));
    least.sequences.push(sequence);
    least.commands += sequence.commands.length;
  }
  return dealt.map((loop) => loop.sequences);
}
