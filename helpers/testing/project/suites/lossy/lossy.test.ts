import { afterAll, describe, test } from 'vitest';
import { openSuite } from '../../../../vitest/open-suite.ts';
import { isRecording } from '../../../../vitest/recording.ts';
import { suite } from './lossy.ts';

const { targets, cellsOf, play, close } = await openSuite(suite);

/** Verifies fewer cells than there are: the run must notice. */
const from = isRecording() ? 0 : 1;

describe(suite.command, () => {
  describe.for(targets)('%s', (target) => {
    test.concurrent.for(cellsOf(target).slice(from))('%s', play);
  });
  afterAll(close);
});
