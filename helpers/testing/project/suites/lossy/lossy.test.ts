import { afterAll, describe, test } from 'vitest';
import { openSuite } from '../../../../vitest/open-suite.ts';
import { isRecording } from '../../../../vitest/recording.ts';
import { suite } from './lossy.ts';

const { targets, casesOf, play, close } = await openSuite(suite);

/** Verifies fewer cells than there are: the run must notice. A target without any would be an error of Vitest's own. */
const playedOf = (target: string) => casesOf(target).slice(isRecording() ? 0 : 1);
const kept = targets.filter((target) => playedOf(target).length > 0);

describe(suite.command, () => {
  describe.for(kept)('%s', (target) => {
    describe.for(playedOf(target))('%s', { concurrent: true }, ([, cells]) => {
      test.for(cells)('@ %s', play);
    });
  });
  afterAll(close);
});
