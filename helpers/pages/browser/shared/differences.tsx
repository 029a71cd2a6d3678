import type { WrittenDifference } from '../../../comparison/difference.ts';
import { printable } from '../../../text/printable.ts';
import { Value } from './value.tsx';

interface Props {
  readonly differences: readonly WrittenDifference[];
  /** what its two sides are called */
  readonly sides: readonly [expected: string, actual: string];
}

/** What differs, field by field. */
export function Differences({ differences, sides: [expected, actual] }: Props) {
  if (differences.length === 0) return null;
  return (
    <dl class="differences">
      {differences.map((difference) => (
        <div key={difference.path}>
          <dt>{printable(difference.path)}</dt>
          {difference.more === undefined && (
            <>
              <dd class="expected">
                <span class="side">{expected}</span> <Value value={difference.expected} />
              </dd>
              <dd class="actual">
                <span class="side">{actual}</span> <Value value={difference.actual} />
              </dd>
            </>
          )}
          {difference.as !== undefined && (
            <dd>
              <span class="side">matches</span> {difference.as}
            </dd>
          )}
          {difference.known !== undefined && (
            <dd>
              <span class="side">known</span> {printable(difference.known)}
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
