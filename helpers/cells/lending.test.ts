import { expect, test } from 'vitest';
import { Lending } from './lending.ts';

function lending(room: number) {
  const cleared: string[] = [];
  const made: string[] = [];
  const things = new Lending<string>((thing) => cleared.push(thing), room);
  const use = (key: string, action: () => unknown = () => undefined) =>
    things.with(
      key,
      () => {
        made.push(key);
        return key;
      },
      async () => action(),
    );
  return { things, cleared, made, use };
}

test('a thing is made once for its key, and what was not asked for longest gives way', async () => {
  const { cleared, made, use, things } = lending(2);
  // Of rows that are played side by side, one ends before the other, and the next one begins.
  for (const key of ['a', 'a', 'b', 'a', 'c', 'a', 'c']) await use(key);
  expect(made).toEqual(['a', 'b', 'c']);
  expect(cleared).toEqual(['b']);
  things.close();
  expect(cleared).toEqual(['b', 'a', 'c']);
});

test('what is in use stays, however little room there is', async () => {
  const { cleared, use } = lending(0);
  await use('a', async () => {
    await use('b');
    expect(cleared).toEqual(['b']);
  });
  expect(cleared).toEqual(['b', 'a']);
});

test('a use that fails gives its thing back', async () => {
  const { cleared, use } = lending(0);
  const failing = use('a', () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  expect(cleared).toEqual(['a']);
});
