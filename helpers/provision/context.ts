import type { Commands } from '../process/commands.ts';
import type { Stagings } from './staging.ts';

/** Where a run works, and what it starts programs with. */
export interface Context {
  readonly commands: Commands;
  readonly stagings: Stagings;
  /** for asking a suite, and for fetching what it has; milliseconds */
  readonly timeLimit: number;
  /** holds a folder for each architecture */
  readonly binaries: string;
  /** the releases of this machine: `<binaries>/<arch>` */
  readonly archFolder: string;
  /** holds the image manifest and the images */
  readonly fixtures: string;
}
