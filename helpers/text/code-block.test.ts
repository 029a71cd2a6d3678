import { expect, test } from 'vitest';
import { codeBlock } from './code-block.ts';

test('the fence of a code block is longer than any in it', () => {
  expect(codeBlock(['a', 'b'], 'sh')).toEqual(['```sh', 'a', 'b', '```']);
  expect(codeBlock(['echo ````'])).toEqual(['`````', 'echo ````', '`````']);
});
