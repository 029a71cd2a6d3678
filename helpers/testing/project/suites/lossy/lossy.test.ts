import { afterAll, describe, test } from 'vitest';
import { openSuite } from '../../../../vitest/open-suite.ts';
import { isRecording } from '../../../../vitest/recording.ts';
import { suite } from './lossy.ts';

const { targets, cellsOf, play, close } = await openSuite(suite);

/** Verifies fewer cells than there are: the run must notice. A target without any would be an error of Vitest's own. */
const playedOf = (target: string) => cellsOf(target).slice(isRecording() ? 0 : 1);
const kept = targets.filter((target) => playedOf(target).length > 0);

describe(suite.command, () => {
  describe.for(kept)('%s', (target) => {
    test.concurrent.for(playedOf(target))('%s', play);
  });
  afterAll(close);
});
