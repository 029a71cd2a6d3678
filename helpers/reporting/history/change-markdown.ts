import { codeBlock } from '../../text/code-block.ts';
import { fitting } from '../../text/fitting.ts';
import { inlineCode } from '../../text/inline-code.ts';
import { plural } from '../../text/plural.ts';
import { printableLine } from '../../text/printable.ts';
import { markdownSection } from '../markdown-section.ts';
import { visible } from '../shown-value.ts';
import { type Change, type Found, KINDS, type Kind } from './change.ts';
import { HEADINGS } from './change-lines.ts';
import { againstPhrase, entryLine, entryName, howItChanged } from './change-words.ts';

/** What GitHub takes for a comment, characters; there is room for what somebody puts around it. */
export const COMMENT = 60_000;

/** Of the room, what regressions may take: the rest is told in lines. */
const FOR_REGRESSIONS = 0.7;
const FIELDS_SHOWN = 10;
const VALUE_WIDTH = 120;

/**
 * What has changed, as Markdown: counts, what has become worse with its fields and the command that plays it, and the
 * rest folded away. Whatever candidates have said stands in code, where nothing in it means anything.
 *
 * @param room bytes that it may have
 */
export function changeMarkdown(change: Change, room = COMMENT): string {
  const head = headOf(change);
  let left = room - Buffer.byteLength(head) - 1;
  const blocks = regressions(change);
  const worse = markdownSection({
    heading: `#### ${plural(blocks.length, 'regression')}, a case each`,
    blocks,
    room: left * FOR_REGRESSIONS - 100,
    noun: 'regression',
    all: 'parity.json, "change"',
  });
  left -= Buffer.byteLength(worse) + 1;
  const rest = KINDS.filter((kind) => kind !== 'regressed' && change.entries[kind].length > 0);
  const folded = rest.map((kind, at) => {
    const text = details(kind, change, left / (rest.length - at));
    left -= Buffer.byteLength(text) + 1;
    return text;
  });
  return `${[head, worse, ...folded].filter((part) => part !== '').join('\n')}`;
}

function headOf(change: Change): string {
  const { counts, notes } = change;
  const rows = [
    ...KINDS.map((kind) => [labelOf(kind, counts), counts[kind]] as const),
    ['as before', counts.equal] as const,
  ];
  return [
    `### parity: ${inText(againstPhrase(change))}`,
    '',
    '| | cells |',
    '|---|---:|',
    ...rows.map(([name, count]) => `| ${name} | ${count} |`),
    '',
    ...notes.map((note) => `* ${code(note)}`),
    ...(notes.length === 0 ? [] : ['']),
  ].join('\n');
}

function labelOf(kind: Kind, { new_failing: failing }: Change['counts']): string {
  return kind === 'new' && failing > 0 ? `new (${failing} failing)` : HEADINGS[kind];
}

/** What has become worse, a block each. */
function regressions(change: Change): string[] {
  return change.entries.regressed.map((entry) => {
    const { appeared, more, reason, reproduce } = entry;
    const shown = appeared.slice(0, FIELDS_SHOWN);
    const others = appeared.length - shown.length + more;
    return [
      `**${code(entryName(entry, change.versions))}** ${inText(howItChanged(entry, 'regressed'))}`,
      '',
      ...shown.map(fieldLine),
      ...(others > 0 ? [`* and ${others} more`] : []),
      ...(shown.length === 0 && reason !== undefined ? [`* ${code(reason)}`] : []),
      ...(reproduce === undefined ? [] : ['', ...codeBlock([printableLine(reproduce)], 'sh')]),
      '',
    ].join('\n');
  });
}

function fieldLine({ reader, path, reason, ...sides }: Found): string {
  if (path === undefined) return `* ${code(reason ?? '')} (${reader})`;
  const side = (key: 'expected' | 'actual') =>
    sides[key] === undefined ? 'absent' : code(visible(sides[key]));
  return `* ${code(path)}: expected ${side('expected')}, actual ${side('actual')} (${reader})`;
}

function details(kind: Kind, change: Change, room: number): string {
  const lines = change.entries[kind].map((entry) => `* ${code(entryLine(entry, kind, change))}`);
  const shown = fitting(lines, room - 200);
  const more = lines.length - shown.length;
  return [
    `<details><summary>${HEADINGS[kind]}: ${plural(change.counts[kind], 'cell')}</summary>`,
    '',
    ...shown,
    ...(more > 0 ? [`* and ${more} more (parity.json, "change")`] : []),
    '',
    '</details>',
    '',
  ].join('\n');
}

function code(text: string): string {
  return inlineCode(printableLine(text), VALUE_WIDTH * 2);
}

/** Words of ours, which may hold a path that somebody has chosen. */
function inText(text: string): string {
  return printableLine(text).replace(/[\\`*_{}[\]<>#|~@!&]/g, '\\$&');
}
