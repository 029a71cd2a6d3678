import { expect, test } from 'vitest';
import { placeOf, shownUri } from './place-of.ts';

test("the archive is told where it is not the host's own", () => {
  expect(placeOf({ suite: 'sid' })).toBe('sid');
  expect(placeOf({ suite: 'sid', archive: 'https://mirror.example/debian' })).toBe(
    'sid of https://mirror.example/debian',
  );
});

test.for([
  ['https://me:secret@mirror.example/debian', 'https://mirror.example/debian'],
  ['https://me:se@cret@mirror.example/debian', 'https://mirror.example/debian'],
  ['http://a:b@one.example/ and http://c@two.example/', 'http://one.example/ and http://two.example/'],
  ['https://me@mirror.example/a@b', 'https://mirror.example/a@b'],
  ['file:/srv/packages', 'file:/srv/packages'],
])('%s is shown as %s', ([uri = '', shown]) => {
  expect(shownUri(uri)).toBe(shown);
});
