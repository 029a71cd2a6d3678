import type { Expectation } from '../baselines/expectation.ts';
import type { ImageFixture } from '../images/unpacked-images.ts';
import type { Dialect } from '../pipeline/dialect.ts';
import type { ReaderChoice } from '../pipeline/reader.ts';
import type { Row } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';

/** Everything that verifying needs besides the case: the tools, where to play, what to share. */
export interface Environment {
  readonly dialect: Dialect;
  /** the candidate as it answers for one release; undefined where nothing can stand for it (self-check) */
  candidate(version: string): Tool | undefined;
  /** the reference of exactly this release, if it is installed */
  reference(version: string): Tool | undefined;
  /** the installed reference that builds fixtures for a release: itself, else the nearest */
  builder(version: string): Tool | undefined;
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
  image(id: string): Promise<ImageFixture>;
  /** what a recorded release did in a case; undefined where its baseline cannot be used */
  expectation(row: Row, version: string): Expectation | undefined;
}
