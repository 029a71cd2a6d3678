import type { Judgement } from '../cells/verdict.ts';
import { type Difference, writeDifference } from '../comparison/difference.ts';
import type { CellReport } from './cell-report.ts';
import { unseen } from './unseen.ts';

/** How many fields of one reader are printed; parity.json has all. */
const FIELDS_SHOWN = 20;
const VALUE_WIDTH = 200;

/** The message of a failed cell: who saw what, where the baseline is, how to play it by hand. */
export function failureText(
  report: CellReport,
  judgements: readonly Judgement[],
  notes: readonly string[],
): string {
  const { suite, target, version } = report;
  return [
    `${suite} › ${target} › ${report.case} @ ${version}`,
    ...judgements.flatMap(judgementLines),
    `  baseline   ${report.baseline}`,
    ...notes.map((note) => `  ${note}`),
    '  reproduce',
    ...report.reproduce.map((command) => `    ${command}`),
  ].join('\n');
}

function judgementLines(judgement: Judgement): string[] {
  const who = `  ${judgement.reader.padEnd(9)}`;
  switch (judgement.result) {
    case 'match':
      return [];
    case 'known':
      return [`${who}  known: ${judgement.reason}${unseen(judgement.origin)}`];
    case 'stale':
    case 'error':
      return [`${who}  ${judgement.result}: ${judgement.reason}`];
    case 'diverged': {
      const { differences } = judgement;
      const more = differences.length - FIELDS_SHOWN;
      return [
        `${who}  ${differences.length} ${differences.length === 1 ? 'field differs' : 'fields differ'}`,
        ...differences.slice(0, FIELDS_SHOWN).flatMap(differenceLines),
        ...(more > 0 ? [`      and ${more} more (parity.json)`] : []),
      ];
    }
  }
}

function differenceLines(difference: Difference): string[] {
  const { path, ...sides } = writeDifference(difference);
  const side = (key: 'expected' | 'actual') => (key in sides ? visible(sides[key]) : '(absent)');
  return [`    ${path}`, `      expected  ${side('expected')}`, `      actual    ${side('actual')}`];
}

/** JSON, cut to a line's width; in a text, white space that the eye misses is spelled out. */
export function visible(value: unknown): string {
  const text =
    typeof value === 'string'
      ? JSON.stringify(value).replace(/ (?=(?:\\n)?"$)/g, '␠')
      : JSON.stringify(value);
  return text.length > VALUE_WIDTH ? `${text.slice(0, VALUE_WIDTH)}… (${text.length} characters)` : text;
}
