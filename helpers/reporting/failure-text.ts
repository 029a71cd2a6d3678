import stringify from 'fast-json-stable-stringify';
import type { Judgement, LastWords } from '../cells/verdict.ts';
import { countDifferences, type Difference, writeDifference } from '../comparison/difference.ts';
import type { Reader } from '../pipeline/reader.ts';
import { grouped } from '../text/grouped.ts';
import { judgementsOf, notesOf, type VerifiedCell } from './cell-report.ts';
import { shownSides } from './shown-value.ts';
import { unseen } from './unseen.ts';

/** How many fields of one reader the message of a failure has; parity.json has more. */
const FIELDS_SHOWN = 20;

/** The message of a failed cell: who saw what, where the baseline is, how to play it by hand. */
export function failureText(cell: VerifiedCell): string {
  const { suite, target, version } = cell;
  return [
    `${suite} › ${target} › ${cell.case} @ ${version}`,
    ...storyLines(cell, FIELDS_SHOWN).map((line) => `  ${line}`),
  ].join('\n');
}

/** What is to be told of a failed cell, below its name. */
export function storyLines(cell: VerifiedCell, fields: number): string[] {
  const { keptFiles, builtBy } = cell;
  const judgements = judgementsOf(cell);
  return [
    ...judgements.flatMap((judgement, at) => {
      const before = judgements.slice(0, at).find((other) => isAlike(other, judgement));
      return judgementLines(judgement, fields, before?.reader);
    }),
    ...notesOf(cell).map((note) => `note       ${note}`),
    `baseline   ${cell.baseline}`,
    ...(keptFiles === undefined ? [] : [`files      ${keptFiles}`]),
    ...(builtBy === undefined ? [] : [`fixture    built by ${builtBy}`]),
    'reproduce',
    ...cell.reproduce.map((command) => `  ${command}`),
  ];
}

/** Whether two readers have seen the very same. */
function isAlike(one: Judgement, other: Judgement): boolean {
  const { reader: _, ...first } = one;
  const { reader: __, ...second } = other;
  return one.result === 'diverged' && stringify(first) === stringify(second);
}

/** @param like a reader told of before that has seen the same */
function judgementLines(judgement: Judgement, fields: number, like: Reader | undefined): string[] {
  const who = `${judgement.reader.padEnd(9)}  `;
  switch (judgement.result) {
    case 'match':
      return [];
    case 'known':
      return [`${who}known: ${judgement.reason}${unseen(judgement.origin)}`];
    case 'stale':
    case 'error':
      return [`${who}${judgement.result}: ${judgement.reason}`];
    case 'diverged': {
      const { differences, lastWords = [] } = judgement;
      const number = countDifferences(differences);
      const count = `${grouped(number)} ${number === 1 ? 'field differs' : 'fields differ'}`;
      const told = differences.filter(({ location }) => location.kind !== 'untold');
      const shown = told.slice(0, fields);
      const more = number - shown.length;
      if (like !== undefined) return [`${who}${count}, the same as for the ${like}`];
      return [
        `${who}${count}`,
        ...shown.flatMap((difference) => differenceLines(difference, lastWords)),
        ...(more > 0 ? [`    and ${grouped(more)} more (${whereMore(told.length, number)})`] : []),
      ];
    }
  }
}

/** Where to read of differences that are not shown. */
function whereMore(told: number, all: number): string {
  return told === all ? 'parity.json' : `parity.json has the first ${told}`;
}

function differenceLines(difference: Difference, lastWords: readonly LastWords[]): string[] {
  const { path, as, known } = writeDifference(difference);
  const { expected, actual } = shownSides(difference);
  return [
    `  ${path}`,
    `    expected  ${expected}`,
    `    actual    ${actual}${as === undefined ? '' : ` (as ${as})`}`,
    ...(known === undefined ? [] : [`    known     ${known}`]),
    ...lastWordsLines(difference, lastWords),
  ];
}

/** What both said at the end, below the exit code that differs: the reason is often there, and only there. */
function lastWordsLines({ location }: Difference, lastWords: readonly LastWords[]): string[] {
  if (location.kind !== 'exit code') return [];
  const words = lastWords.find(({ step }) => step === location.step);
  if (!words) return [];
  const said = (text: string) =>
    text.trim() === ''
      ? ['      (nothing)']
      : text
          .trimEnd()
          .split('\n')
          // With nothing but blanks before it, GitHub Actions would take `::error` for a command.
          .map((line) => `      | ${line}`);
  return [
    '    the candidate said',
    ...said(words.candidate),
    '    the reference said',
    ...said(words.reference),
  ];
}
