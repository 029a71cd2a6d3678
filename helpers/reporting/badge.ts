import { grouped } from '../text/grouped.ts';
import { plural } from '../text/plural.ts';
import type { Report } from './report.ts';

/**
 * What the usual badge services read from an address ("endpoint" schema).
 *
 * @see https://shields.io/badges/endpoint-badge
 */
export interface Badge {
  readonly schemaVersion: 1;
  readonly label: string;
  readonly message: string;
  readonly color: 'brightgreen' | 'green' | 'yellow' | 'orange' | 'red' | 'blue' | 'lightgrey';
}

/** The badge of a run. A self-check says that it is one, since it is no verdict on any tool. */
export function badgeOf(report: Report): Badge {
  const { dialect, self_check: selfCheck } = report.candidate;
  const label = selfCheck ? 'parity self-check' : `${dialect} parity`;
  return { schemaVersion: 1, label, ...messageOf(report) };
}

function messageOf({ verdict, candidate, cells, judged, change }: Report): Pick<Badge, 'message' | 'color'> {
  if (verdict.cancelled) return { message: 'cancelled', color: 'lightgrey' };
  if (judged === 0) return { message: 'nothing judged', color: 'lightgrey' };
  const { match, known, diverged, stale, error } = cells;
  const wrong = [
    ...(diverged > 0 ? [`${grouped(diverged)} diverged`] : []),
    ...(error > 0 ? [plural(error, 'error')] : []),
    ...(stale > 0 ? [`${grouped(stale)} stale`] : []),
  ];
  const right = `${grouped(match)} match${known > 0 ? `, ${grouped(known)} known` : ''}`;
  if (wrong.length > 0) {
    const told = wrong.join(', ');
    // Held against an older report: what is wrong was wrong before, or is of cells that were not there.
    if (verdict.passed) {
      const added = change?.counts.new_failing ?? 0;
      return {
        message: `${told}, ${added > 0 ? `${grouped(added)} new` : 'none of it worse'}`,
        color: 'yellow',
      };
    }
    const regressed = change && change.counts.regressed > 0 ? `, ${change.counts.regressed} regressed` : '';
    return { message: told + regressed, color: diverged + error > 0 ? 'red' : 'orange' };
  }
  if (!verdict.passed) return { message: `${right}, but the run failed`, color: 'orange' };
  return { message: right, color: candidate.self_check ? 'blue' : known > 0 ? 'green' : 'brightgreen' };
}
