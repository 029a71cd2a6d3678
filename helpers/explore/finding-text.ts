import { plural } from '../text/plural.ts';
import { printable } from '../text/printable.ts';
import type { Exploration } from './exploration-file.ts';
import type { Symptom } from './symptoms.ts';

type Told = Exploration['findings'][number];

/** How many symptoms of a finding are told; explore.json has all. */
const SYMPTOMS_TOLD = 8;

/** What was found, for people. @param number from 1 */
export function findingLines(finding: Told, number: number): string[] {
  const { operation, format, symptoms, maybe, state, alike, entry, reproduce } = finding;
  const more = symptoms.length - SYMPTOMS_TOLD;
  return [
    `${number}  ${operation}${format === null ? '' : ` ${format}`}${state === 'smallest' ? '' : ` (${state})`}`,
    ...(maybe === null ? [] : [`   maybe known: ${maybe}`]),
    ...(alike === null ? [] : [`   like ${alike}, in another pipeline`]),
    ...symptoms.slice(0, SYMPTOMS_TOLD).flatMap(symptomLines),
    ...(more > 0 ? [`   and ${plural(more, 'more')}`] : []),
    ...(entry === null ? [] : ['   as an entry of the case table', `     ${entry}`]),
    '   by hand',
    ...reproduce.map((line) => `     ${line}`),
    '',
  ];
}

function symptomLines({ reader, what, lastWords }: Symptom): string[] {
  if ('reason' in what) return [`   ${printable(what.reason)}`];
  const side = (value: unknown) => (value === undefined ? '(nothing)' : printable(JSON.stringify(value)));
  const { path, expected, actual, more } = what;
  if (more !== undefined) return [`   ${path}`];
  const said = lastWords === undefined ? [] : [`     the candidate said: ${printable(lastWords)}`];
  return [`   ${path}  expected ${side(expected)}, actual ${side(actual)}  (${reader})`, ...said];
}

/** What came of it all, in one line. */
export function summaryLine({ pipelines, failing, findings, seed }: Exploration, seconds: number): string {
  const known = findings.filter(({ maybe }) => maybe !== null).length;
  const alike = findings.filter((finding) => finding.alike !== null).length;
  const rate = seconds > 0 ? `, ${(pipelines / seconds).toFixed(1)} a second` : '';
  return (
    `${plural(pipelines, 'pipeline')} in ${Math.round(seconds)} s${rate}; something wrong in ${failing}: ` +
    `${plural(findings.length, 'finding')}${known > 0 ? `, ${known} of them maybe known` : ''}${alike > 0 ? `, ${alike} like others` : ''}; --seed ${seed}`
  );
}
