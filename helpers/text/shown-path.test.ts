import { expect, test } from 'vitest';
import { shownPath } from './shown-path.ts';

test('a path is relative where it lies inside', () => {
  expect(shownPath('/project/a/b', '/project')).toBe('a/b');
  expect(shownPath('/elsewhere/a', '/project')).toBe('/elsewhere/a');
  expect(shownPath('/project', '/project')).toBe('/project');
});
