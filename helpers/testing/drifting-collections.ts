import type { Collection } from '../baselines/collection.ts';
import { madeCollection } from './made-collection.ts';

/** Two output types over five releases: something appears at 7.0.0, something changes at 8.2.0, one case has a gap. */
export function driftingCollections(): Collection[] {
  const versions = ['5.2.0', '6.0.0', '6.2.0', '7.0.0', '8.2.0'];
  const [plain, child, other] = ['{"size": 1}', '{"size": 1, "child": []}', '{"size": 2, "child": []}'];
  return [
    madeCollection('one-json', 'json-text', versions, {
      'raw 1M': [plain, plain, plain, child, other],
      'vhd 1M-default': [plain, undefined, plain, child, child],
      'vhd steady': [plain, plain, plain, plain, plain],
    }),
    madeCollection('two-json', 'json-text', versions, { 'raw 2M': [plain, plain, plain, child, child] }),
  ];
}
