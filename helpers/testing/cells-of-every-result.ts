import type { VerifiedCell } from '../reporting/cell-report.ts';
import { verifiedCells } from '../reporting/counts.ts';
import { cellReport, divergedCell, verifiedCell } from './cell-report.ts';
import { differs } from './differs.ts';

/** What a page must not take for its own. */
export const HOSTILE = `</script><script>document.title='taken'</script><img src=x onerror="document.title='taken'">`;

/** Cells of two suites and four releases, with each result there is, as a run reports them. */
export function cellsOfEveryResult(): VerifiedCell[] {
  const releases = ['5.2.0', '7.2.22', '8.0.0', '10.0.13'];
  const later = ['8.0.0', '10.0.13'];
  const baselineAt = (type: string, target: string, version: string, name: string) =>
    `expected-outputs/${type}/${target}/${version}/${name}.stdout.txt`;
  const create = (version: string, name: string) => ({
    suite: 'create',
    target: 'vhd',
    case: name,
    version,
    baseline: baselineAt('create-info-json', 'vhd', version, name),
  });
  return [
    ...verifiedCells(releases.map((version) => cellReport(create(version, '2G-fixed')))),
    ...releases.map((version) =>
      later.includes(version)
        ? divergedCell(
            [
              differs('virtual-size', { expected: 1079296, actual: 1044480 }),
              differs('note', { expected: 'a', actual: HOSTILE }),
            ].map((one) => ({ ...one, as: '7.2.22 and older' })),
            {
              ...create(version, '1M-default'),
              reproduce: [
                `PARITY_VERSIONS=${version} npx vitest run suites/create`,
                'cd "$(mktemp -d)"',
                'instar create -f vpc image.vhd 1M',
              ],
              keptFiles: '/kept/case-1/work',
            },
          )
        : (cellReport(create(version, '1M-default')) as VerifiedCell),
    ),
    verifiedCell(
      'known',
      [
        {
          reader: 'reference',
          result: 'known',
          differences: [differs('lazy-refcounts', { expected: false, actual: true })],
          reason: 'instar sets lazy refcounts',
          origin: 'documented',
          link: 'https://instar.example/quirks',
        },
      ],
      { target: 'qcow2', case: 'lazy', version: '10.0.13' },
    ),
    verifiedCell(
      'stale',
      [{ reader: 'candidate', result: 'stale', reason: 'nothing differs any more; delete the entry x' }],
      {
        target: 'qcow2',
        case: 'old quirk',
        version: '10.0.13',
      },
    ),
    verifiedCell('error', [{ reader: 'check', result: 'error', reason: 'no answer within 60 s' }], {
      target: 'qcow2',
      case: 'hangs',
      version: '8.0.0',
      reproduce: ['instar check image.qcow2'],
    }),
    ...verifiedCells(
      ['5.2.0', '7.2.22'].map((version) =>
        cellReport({
          target: 'qcow2',
          case: 'needs zstd',
          version,
          outcome: { mode: 'verify', result: 'skipped', reason: 'the build has no zstd' },
        }),
      ),
    ),
  ];
}
