import { expect, test } from 'vitest';
import { type Judgement, type Result, verdictOf } from './verdict.ts';

const judgement = (result: Result) => ({ reader: 'candidate', result }) as unknown as Judgement;

const verdicts: [Result[], Result][] = [
  [['match', 'match'], 'match'],
  [['match', 'known'], 'known'],
  [['known', 'stale'], 'stale'],
  [['stale', 'diverged', 'match'], 'diverged'],
  [['diverged', 'error'], 'error'],
  // A cell that nobody judged is no match.
  [[], 'error'],
];

test.for(verdicts)('%j is %s', ([results, result]) => {
  expect(verdictOf(results.map(judgement)).result).toBe(result);
});
