import type { Expectation } from '../baselines/expectation.ts';
import type { ImageFixture } from '../images/unpacked-images.ts';
import type { Dialect } from '../pipeline/dialect.ts';
import type { ReaderChoice } from '../pipeline/reader.ts';
import type { Row } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';
import type { CandidatePatience } from './patience.ts';
import type { RoomPatience } from './room-patience.ts';
import type { Surroundings } from './surroundings.ts';
import type { Turns } from './turns.ts';

/** Everything that verifying needs besides the case: the tools, where to play, what to share. */
export interface Environment {
  readonly dialect: Dialect;
  /** the candidate as it answers for one release */
  candidate(version: string): Tool;
  /** the installed reference that reads a row's images back for a release: itself, else the nearest with baselines */
  reader(row: Row, version: string): Tool | undefined;
  /** the installed reference that builds a row's fixture for a release: itself, else the nearest */
  builder(row: Row, version: string): Tool | undefined;
  /**
   * the installed reference that plays what the candidate plays on images with data: one for all releases, since what
   * a guest reads does not change with them
   */
  counterpart(row: Row): Tool | undefined;
  /** why a release itself neither builds nor reads for a row, where another does */
  absence(row: Row, version: string): string;
  readonly selfCheck: boolean;
  readonly readers: ReaderChoice;
  /** folder in which workplaces are made */
  readonly scratch: string;
  /** folder to which the workplaces of failed cells are moved */
  readonly kept: string;
  /** milliseconds that a step may take */
  readonly timeLimit: number;
  /** ends the step that is being played, with what it has started */
  readonly signal?: AbortSignal;
  /** how long the candidate is waited for in this suite; undefined in a self-check: references are not hurried */
  readonly patience?: CandidatePatience | undefined;
  /** how long is waited for room in scratch; undefined: as long as a step may take, each time */
  readonly roomPatience?: RoomPatience | undefined;
  image(id: string): Promise<ImageFixture>;
  /** what the candidate's runs are watched for; undefined in a self-check, where a release is trusted */
  readonly surroundings: Surroundings | undefined;
  /** how many rows are played side by side */
  readonly rowsAtOnce: number;
  /** who runs the candidate beside others, and who alone */
  readonly turns: Turns;
  /** releases of which the suite has baselines */
  readonly recorded: readonly string[];
  /** what one of them did in a case; undefined where its baseline cannot be used */
  expectation(row: Row, version: string): Expectation | undefined;
}

/** What playing a row needs, whoever plays it. */
export type Workshop = Pick<
  Environment,
  'image' | 'selfCheck' | 'scratch' | 'timeLimit' | 'signal' | 'roomPatience' | 'surroundings'
>;
