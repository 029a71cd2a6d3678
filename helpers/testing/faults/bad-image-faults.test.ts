import { expect, test } from 'vitest';
import { rowKey } from '../../pipeline/row.ts';
import { groundFor, WITHOUT_RELEASE } from './ground-of-test.ts';
import { badImageFaults } from './kinds/bad-images.ts';
import { writeLauncher } from './launcher.ts';
import { CHOSEN_OF_BAD_IMAGES } from './rows.ts';
import { results, tryFault } from './try-faults.ts';

const { ground, rows } = await groundFor(CHOSEN_OF_BAD_IMAGES);

test.for(badImageFaults)('$name', async (fault, context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  await tryFault(ground, fault, rows);
});

test('a faithful candidate gives no finding in images that are not safe', async (context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  const faithful = { on: '*', script: 'exec "$REAL" "$@"' } as const;
  const program = writeLauncher(ground.folder, 'faithful', ground.reference.program, faithful);
  const found = results(await ground.judge(program, rows));
  expect(found).toEqual(Object.fromEntries(rows.map((row) => [rowKey(row), 'match'])));
});
