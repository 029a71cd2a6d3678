import { enumerate } from '../text/enumerate.ts';
import type { Fact } from './fact.ts';

/** How many things one sentence names. */
const SUBJECTS_NAMED = 8;

/** What happens, without where: `` `bitmaps` appears (`0`) ``. */
export function writeFacts(facts: readonly [Fact, ...Fact[]]): string {
  const [{ kind, subject, before, after }, ...others] = facts;
  switch (kind) {
    case 'appears':
      return others.length === 0 ? `${subject} appears${inBrackets(after)}` : `${named(facts)} appear`;
    case 'goes':
      return others.length === 0 ? `${subject} goes${inBrackets(before)}` : `${named(facts)} go`;
    case 'changes':
      return changing(facts);
    case 'succeeds':
      return `${subject}${before === undefined ? '' : `, which failed with ${before},`} succeeds`;
    case 'fails':
      return `${subject} fails${after === undefined ? '' : ` with ${after}`}`;
  }
}

/** What one case shows of facts that are of other values in each: `` `a` `1` → `2` ``. */
export function writeExample(facts: readonly Fact[]): string {
  return facts
    .slice(0, SUBJECTS_NAMED)
    .map(({ subject, before, after }) => [subject, [before, after].filter(isSaid).join(' → ')].join(' '))
    .join(', ');
}

function changing(facts: readonly [Fact, ...Fact[]]): string {
  const [{ subject, before, after }, ...others] = facts;
  if (others.length > 0) return `${named(facts)} change`;
  return `${subject} changes${isSaid(before) && isSaid(after) ? ` from ${before} to ${after}` : ''}`;
}

/** Several subjects, each with its values where these are known. */
function named(facts: readonly Fact[]): string {
  const shown = facts.slice(0, SUBJECTS_NAMED).map(({ subject, before, after }) => {
    const values = [before, after].filter(isSaid);
    return subject + inBrackets(values.length === 0 ? undefined : values.join(' → '));
  });
  const more = facts.length - shown.length;
  return enumerate(more > 0 ? [...shown, `${more} more`] : shown);
}

function inBrackets(value: string | undefined): string {
  return value === undefined ? '' : ` (${value})`;
}

function isSaid(value: string | undefined): value is string {
  return value !== undefined;
}
