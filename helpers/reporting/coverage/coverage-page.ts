import { fillText } from '../../text/fill.ts';
import type { Use } from './count-uses.ts';
import { type Coverage, type CoveredCommand, type CoveredEntry, isOpen } from './coverage.ts';

/**
 * The page for whoever asks what of qemu-img's command line is held against a release: all subcommands in a table, then
 * each with what it takes, in the order of its help.
 */
export function coveragePage({ version, commands }: Coverage): string {
  return [
    '# What the cases cover of the command line',
    '',
    ...fillText(
      `Made of the tables of all suites and of what qemu-img ${version}, the newest release that is recorded, says of itself
      with \`--help\`, whenever a recording (\`npx vitest -u\`) ends; held against both by every verification of all suites, and
      not to be edited. A case is one entry of a suite, however many outputs it has. It is counted for a suite where the
      candidate does what a line is of, be it what is tried or how the result is observed, and as one of its fixtures where
      only the reference does, for the case to start from. What no case uses has its reason, from
      \`suites/coverage-reasons.ts\`. An option is the same one however it is spelled, also as it was spelled in older releases.`,
      '',
    ),
    '',
    '| command | cases | options and arguments with cases | only with a reason | with neither |',
    '|---|---|--:|--:|--:|',
    ...commands.map(summaryLine),
    '',
    ...commands.flatMap(section),
  ].join('\n');
}

function summaryLine({ command, uses, entries }: CoveredCommand): string {
  const covered = entries.filter((entry) => entry.uses.length > 0).length;
  const open = entries.filter(isOpen).length;
  const rest = entries.length - covered - open;
  const cases = uses.length === 0 ? 'none' : usesText(uses);
  return `| [${command}](#${command}) | ${cases} | ${covered} of ${entries.length} | ${rest} | ${open} |`;
}

function section({ command, says, entries, unlisted }: CoveredCommand): string[] {
  const told = unlisted.map(([name, uses]) => `\`${name}\` (${usesText(uses)})`);
  return [
    `## ${command}`,
    '',
    `${says}.`,
    '',
    '| option or argument | what the help says of it | cases, or why there are none |',
    '|---|---|---|',
    ...entries.flatMap(entryLines),
    '',
    ...(told.length === 0 ? [] : [...fillText(`Used, and not in this help: ${told.join('; ')}.`, ''), '']),
  ];
}

function entryLines({ entry, uses, keys, reason }: CoveredEntry): string[] {
  const { name, spellings, says, value } = entry;
  const names = spellings.map((spelling) => `\`${spelling}\``).join(', ');
  const taken = value === undefined ? '' : ` ${cell(value)}`;
  const known = uses.length === 0 ? [] : [usesText(uses)];
  const without = reason === undefined ? [] : [uses.length === 0 ? `none: ${reason}` : reason];
  const answer = [...known, ...without].join('; ') || '**neither a case nor a reason**';
  return [
    `| ${names}${taken} | ${cell(says)} | ${answer} |`,
    ...keys.map(([key, own]) => `| \`${name} ${key}\` | | ${usesText(own)} |`),
  ];
}

/** `create 36; fixtures of commit 8, dd 18` */
function usesText(uses: readonly Use[]): string {
  const counts = (kind: 'judged' | 'fixtures') =>
    uses.flatMap((use) => (use[kind] > 0 ? `${use.suite} ${use[kind]}` : [])).join(', ');
  const [judged, fixtures] = [counts('judged'), counts('fixtures')];
  return [judged, fixtures && `fixtures of ${fixtures}`].filter((text) => text !== '').join('; ');
}

/** A text of a help in a cell of a table: nothing in it is Markdown. */
function cell(text: string): string {
  return text.replace(/[|<*`[\]\\]/g, '\\$&');
}
