import { shellQuote } from '../../text/shell-quote.ts';
import type { Report } from '../report.ts';
import { candidateName } from '../run-name.ts';

/** Settings that decide which cells a run has, or who judges them. */
const COMPARED = ['PARITY_READER', 'PARITY_SAFETY', 'PARITY_VERSIONS', 'PARITY_DIALECT'] as const;

/** In what two runs differ beside their cells, one line each: what has become of a cell may come of that. */
export function runNotes(old: Report, now: Report): string[] {
  const [before, after] = [nameOf(old), nameOf(now)];
  return [
    ...(before === after ? [] : [`another candidate: ${before} before, ${after} now`]),
    ...(old.harness === now.harness
      ? []
      : [`another harness: commit ${commitOf(old)} before, ${commitOf(now)} now`]),
    ...COMPARED.flatMap((name) => {
      const [was, is] = [old.settings[name] ?? 'not set', now.settings[name] ?? 'not set'];
      return was === is ? [] : [`${name}: ${was} before, ${is} now`];
    }),
    ...askedForLess(old, now),
    ...(isWhole(old) ? [] : ['the older run did not come to its end: what it did not play is new']),
    ...(isWhole(now) ? [] : ['the newer run did not come to its end']),
  ];
}

/** What a base was not asked for is new, and nothing new has become worse: that must not go unsaid. */
function askedForLess({ asked: before, shard }: Report, { asked: after, shard: share }: Report): string[] {
  const filter = before?.filter ?? null;
  const missing = before && after ? after.suites.filter((suite) => !before.suites.includes(suite)) : [];
  return [
    ...(filter === null || filter === after?.filter
      ? []
      : [`the older run was asked for -t ${shellQuote(filter)} alone: other cells are new`]),
    ...(missing.length === 0
      ? []
      : [`the older run was not asked for ${missing.join(', ')}: what is of these is new`]),
    ...(shard === null || shard === share
      ? []
      : [`the older run was shard ${shard} alone: cells of others are new`]),
  ];
}

/** Who was judged, in one phrase. */
export function nameOf({ candidate: { dialect, path, version, self_check: selfCheck } }: Report): string {
  const name = { dialect, path: path ?? undefined, version: version ?? undefined, selfCheck };
  return selfCheck ? 'self-check' : candidateName(name);
}

function commitOf({ harness }: Report): string {
  return harness?.slice(0, 12) ?? 'unknown';
}

function isWhole({ truncated, time_limit: limit }: Report): boolean {
  return !truncated && !limit?.reached;
}
