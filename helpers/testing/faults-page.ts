import { groupBy } from '../files/group-by.ts';
import type { TriedFault } from './tried.ts';

const HEAD = `# Faults

What was made to go wrong, how, and what came of it. The tests that try these faults write this page:
\`npx vitest -u --project harness\` does so anew, and a run that sees another outcome fails.
`;

const ROW = /^\| (.*) \| (.*) \| (.*) \|$/;
const TITLES = '| fault | how it is tried | outcome |';

/** The page, in an order that does not depend on which test ended first. */
export function writeFaultsPage(faults: readonly TriedFault[]): string {
  const unique = new Map(faults.map((fault) => [keyOf(fault), fault]));
  const sorted = [...unique.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fault]) => fault);
  const sections = [...groupBy(sorted, (fault) => fault.of)].map(([of, members]) => {
    const rows = members.map(
      ({ fault, how, outcome }) => `| ${[fault, how, outcome].map(cell).join(' | ')} |`,
    );
    return [`## ${of}`, '', TITLES, '|---|---|---|', ...rows, ''].join('\n');
  });
  return [HEAD, ...sections].join('\n');
}

/** The faults of a page. */
export function readFaultsPage(page: string): TriedFault[] {
  let of = '';
  return page.split('\n').flatMap((line) => {
    if (line.startsWith('## ')) of = line.slice(3);
    const [, fault = '', how = '', outcome = ''] = (line !== TITLES && ROW.exec(line)) || [];
    return fault === '' ? [] : [{ of, fault, how, outcome }];
  });
}

/**
 * What is wrong with the page, a line each.
 *
 * @param isWhole whether every test has been played, so that what nobody tried has no place on the page
 */
export function problemsOfPage(page: string, faults: readonly TriedFault[], isWhole: boolean): string[] {
  // What was tried goes through the page's own writing, which leaves nothing out but what a table has no room for.
  const seen = new Map(readFaultsPage(writeFaultsPage(faults)).map((fault) => [keyOf(fault), fault]));
  const told = new Map(readFaultsPage(page).map((fault) => [keyOf(fault), fault]));
  const other = [...seen].flatMap(([key, fault]) => {
    const before = told.get(key);
    if (before === undefined) return [`${nameOf(fault)}: is not on the page`];
    return before.outcome === fault.outcome
      ? []
      : [`${nameOf(fault)}: ${before.outcome} -> ${fault.outcome}`];
  });
  const left = [...told].filter(([key]) => isWhole && !seen.has(key));
  return [...other, ...left.map(([, fault]) => `${nameOf(fault)}: no test tries it`)];
}

/** The page brought up to date by those who have tried; what they have not tried stays unless all was played. */
export function updateFaultsPage(page: string, faults: readonly TriedFault[], isWhole: boolean): string {
  return writeFaultsPage([...(isWhole ? [] : readFaultsPage(page)), ...faults]);
}

/** A fault that is tried in two ways has two lines. */
function keyOf({ of, fault, how }: TriedFault): string {
  return JSON.stringify([of, cell(fault), cell(how)]);
}

function nameOf({ of, fault, how }: TriedFault): string {
  return `${of}: ${fault} (${how})`;
}

/** Names of the machine's kind, as Debian and the kernel have them: the page is the same everywhere. */
const ARCHITECTURES = /(?<![a-z0-9])(?:amd64|arm64|x86_64|aarch64)(?![a-z0-9])/g;

/** A text in a table of Markdown. Reading gives it back as it is written, so writing what was read changes nothing. */
function cell(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(ARCHITECTURES, 'ARCH').trim();
  return line.replace(/(?<!\\)\|/g, '\\|');
}
