import { afterAll, describe, test } from 'vitest';
import { openSuite } from '../../../../vitest/open-suite.ts';
import { suite } from './odd.ts';

const { targets, types, casesOf, play, audit, review, close } = await openSuite(suite);

describe(suite.command, () => {
  describe.for(targets)('%s', (target) => {
    describe.for(casesOf(target))('%s', { concurrent: true }, ([, cells]) => {
      test.for(cells)('@ %s', play);
    });
  });
  test.for(types)('baselines of %s are whole', audit);
  test.for(types)('review page of %s is current', review);
  afterAll(close);
});
