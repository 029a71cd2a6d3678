import { expect, test } from 'vitest';
import { type Finding, type Found, findingOf } from './finding.ts';
import type { Generated } from './generated.ts';
import type { Judged } from './player.ts';
import { search } from './search.ts';
import type { Symptom } from './symptoms.ts';

const symptom = (kind: string): Symptom => ({ kind, reader: 'candidate', what: { path: kind } });
const pipelineOf = (number: number): Generated => ({
  fixture: [],
  subject: [
    {
      op: 'create',
      format: number % 2 === 0 ? 'qcow2' : 'vmdk',
      file: 'image',
      size: `${number}`,
      options: [],
    },
  ],
  observe: [{ op: 'info', file: 'image', holds: 'qcow2', output: 'json' }],
});
const always = new AbortController().signal;

/** Lanes of a candidate that is wrong where a number can be divided by ten, and where by 25; they answer in any order. */
function lanes(
  width: number,
  find = (number: number, kind: string): Found | undefined => foundBy(number, kind),
) {
  const kindsOf = (number: number) => [
    ...(number % 10 === 0 ? ['ten'] : []),
    ...(number % 25 === 0 ? ['twenty-five'] : []),
  ];
  return {
    width,
    judge: async (number: number | Generated): Promise<Judged> => {
      if (typeof number !== 'number') throw new Error('is not asked');
      for (let turn = (number * 7) % 5; turn > 0; turn--) await Promise.resolve();
      if (number % 17 === 0) return { notJudged: 'cannot be built' };
      return { pipeline: pipelineOf(number), symptoms: kindsOf(number).map(symptom) };
    },
    find: async (number: number, kind: string) => find(number, kind),
  };
}

function foundBy(number: number, kind: string): Found {
  return findingOf(pipelineOf(number), [symptom(kind)], { found: number, state: 'smallest' }, []);
}

const shownOf = (findings: readonly Finding[]) =>
  findings.map(({ found, symptoms }) => `${found} ${symptoms[0]?.kind}`);

test('what is found does not depend on how many are judged side by side', async () => {
  const outcomes = await Promise.all(
    [1, 2, 16].map((width) => search(lanes(width), [], { runs: 200, stopped: always }, () => undefined)),
  );
  for (const outcome of outcomes) {
    expect(shownOf(outcome.findings)).toEqual(['10 ten', '25 twenty-five', '50 twenty-five']);
    expect(outcome).toMatchObject({ judged: 189, failing: 23 });
    expect(outcome.notJudged).toEqual(new Map([['cannot be built', 11]]));
  }
});

test('what shows nothing any more is told as such, and once', async () => {
  const { findings } = await search(
    lanes(2, () => undefined),
    [],
    { runs: 60, stopped: always },
    () => undefined,
  );
  expect(findings.map(({ state }) => state)).toEqual(findings.map(() => 'not seen again'));
  expect(shownOf(findings)).toEqual(['10 ten', '25 twenty-five', '50 twenty-five']);
});

test('what was found when the time is over is told as it was generated', async () => {
  const over = new AbortController();
  const stopping = lanes(2);
  const judge = async (number: number | Generated) => {
    if (number === 12) over.abort();
    return stopping.judge(number);
  };
  const { findings, judged } = await search(
    { ...stopping, judge },
    [],
    { runs: undefined, stopped: over.signal },
    () => undefined,
  );
  expect(judged).toBeLessThan(13);
  expect(findings).toMatchObject([{ found: 10, state: 'not made smaller' }]);
});

test('a lane that dies ends the search', async () => {
  const judge = async () => {
    throw new Error('a lane has ended');
  };
  await expect(
    search({ ...lanes(2), judge }, [], { runs: 10, stopped: always }, () => undefined),
  ).rejects.toThrow('a lane has ended');
});
