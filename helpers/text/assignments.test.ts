import { expect, test } from 'vitest';
import { assignments } from './assignments.ts';

test('variables are quoted for a shell where they need it, and left out where they are not set', () => {
  expect(assignments({ A: 'a', B: undefined, C: '', D: 'd e' })).toEqual(['A=a', "D='d e'"]);
});
