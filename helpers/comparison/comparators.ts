import type { Comparison } from '../pipeline/row.ts';
import type { Comparator } from './comparator.ts';
import { infoJson } from './info-json.ts';
import { infoText } from './info-text.ts';
import { jsonText } from './json-text.ts';
import { plainText } from './plain-text.ts';
import { snapshotList } from './snapshot-list.ts';

/** Who judges outputs of which kind. */
export const COMPARATORS: Readonly<Record<Comparison, Comparator>> = {
  'info-json': infoJson,
  'json-text': jsonText,
  text: plainText,
  'info-text': infoText,
  'snapshot-list': snapshotList,
};
