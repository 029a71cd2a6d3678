import { isFailure } from '../cells/verdict.ts';
import { plural } from '../text/plural.ts';
import { NewSymptoms } from './causes.ts';
import { type CellReport, isVerified, type VerifiedCell } from './cell-report.ts';
import { findingLine } from './finding-line.ts';
import { findingKey, groupFindings } from './groups.ts';

/** How many findings are told as they appear; the end of the run tells of all. */
const FINDINGS_TOLD = 20;

/** Milliseconds after which a guess at the time that is left is worth telling. */
const LONG_ENOUGH = 2000;

/** How far a run has come. Times are milliseconds of any clock that only goes forward. */
export class RunProgress {
  readonly #reports: CellReport[] = [];
  readonly #findings = new Set<string>();
  readonly #symptoms = new NewSymptoms();
  #toldFindings = 0;
  #expected: number | undefined;
  #started: number | undefined;

  /** Says how many cells there will be, as soon as that is known. */
  expect(cells: number): void {
    this.#expected = cells;
  }

  get expected(): number | undefined {
    return this.#expected;
  }

  /** Reports of the cells that have ended. */
  get reports(): readonly CellReport[] {
    return this.#reports;
  }

  /** Says that the first cell is under way: what came before it does not count for the time that is left. */
  begin(now: number): void {
    this.#started ??= now;
  }

  /**
   * Counts a cell that has ended.
   *
   * @returns a line about what was found in it, where nothing like it was found before; once, instead, that no more is told
   */
  ended(report: CellReport): string | undefined {
    this.#reports.push(report);
    if (!isVerified(report) || !isFailure(report.outcome.result)) return undefined;
    if (report.isOutOfTime) return undefined;
    this.#findings.add(findingKey(report));
    if (this.#toldFindings > FINDINGS_TOLD || !this.#symptoms.isNew(report)) return undefined;
    this.#toldFindings += 1;
    return this.#toldFindings > FINDINGS_TOLD
      ? 'further findings are told at the end of the run'
      : newFinding(report);
  }

  /**
   * @param now of the clock of `begin`
   * @param suites that are being played
   */
  status(now: number, suites: readonly string[]): string {
    const done = this.#reports.length;
    const failed = this.#reports.filter(({ outcome }) => outcome.result === 'failed').length;
    const found = this.#findings.size;
    return [
      this.#expected === undefined ? plural(done, 'cell') : `${done} of ${plural(this.#expected, 'cell')}`,
      ...(suites.length > 0 ? [suites.join(', ')] : []),
      ...(found > 0 ? [plural(found, 'finding')] : []),
      ...(failed > 0 ? [`${failed} not recorded`] : []),
      ...this.#timeLeft(now),
    ].join(' · ');
  }

  #timeLeft(now: number): string[] {
    const done = this.#reports.length;
    if (this.#expected === undefined || this.#started === undefined || done === 0) return [];
    const spent = now - this.#started;
    const left = (spent / done) * Math.max(0, this.#expected - done);
    return spent >= LONG_ENOUGH && left > 0 ? [`about ${duration(left)} left`] : [];
  }
}

function newFinding(cell: VerifiedCell): string | undefined {
  const [group] = groupFindings([cell]);
  return group && findingLine(group, [cell.version]);
}

/** In the unit that a person waits in. */
function duration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds < 100 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
