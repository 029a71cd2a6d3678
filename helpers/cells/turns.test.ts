import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

test('who is alone waits for all that run, and others wait for it; what fails keeps nobody waiting', async () => {
  const turns = new Turns();
  const seen: string[] = [];
  const job = (name: string) => async () => {
    seen.push(`${name} begins`);
    await sleep(5);
    seen.push(`${name} ends`);
    if (name === 'c') throw new Error('failed');
    return name;
  };
  const all = await Promise.allSettled([
    turns.beside(job('a')),
    turns.beside(job('b')),
    turns.alone(job('c')),
    turns.beside(job('d')),
    turns.alone(job('e')),
  ]);
  expect(all.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
  expect(seen.slice(0, 6)).toEqual(['a begins', 'b begins', 'a ends', 'b ends', 'c begins', 'c ends']);
  for (const name of ['d', 'e']) {
    expect(seen.indexOf(`${name} ends`)).toBe(seen.indexOf(`${name} begins`) + 1);
  }
});
