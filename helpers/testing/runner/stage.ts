import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Asked } from './evaluate.ts';
import { interpolate } from './interpolate.ts';
import type { Scene } from './play-action.ts';
import type { Environment } from './workflow.ts';

/** Where a job is played. */
export interface Stage {
  readonly scene: Scene;
  /** what belongs to the machine and not to the checkouts */
  readonly folder: string;
  /** contexts that are the same for all steps: `github`, `needs`, `vars` and so on */
  readonly contexts: Readonly<Record<string, unknown>>;
  /** what every script finds in its environment */
  readonly environment: Readonly<Record<string, string>>;
}

/** How far a job has come. */
export interface Progress {
  failed: boolean;
  /** outcome and outputs of the steps that have an id */
  readonly steps: Record<string, unknown>;
  /** what scripts have put into GITHUB_ENV */
  readonly exported: Record<string, string>;
}

/** What the next step's expressions can ask. */
export function askedOf({ scene, contexts }: Stage, { failed, steps, exported }: Progress): Asked {
  return {
    contexts: { ...contexts, steps, env: exported },
    functions: {
      success: () => !failed,
      failure: () => failed,
      always: () => true,
      // Nobody cancels a play.
      cancelled: () => false,
      hashFiles: (path) => (existsSync(join(scene.workspace, String(path))) ? 'a hash' : ''),
    },
  };
}

/** Variables with what their expressions come to. */
export function evaluated(variables: Environment | undefined, asked: Asked): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables ?? {}).map(([name, value]) => [name, interpolate(String(value), asked)]),
  );
}
