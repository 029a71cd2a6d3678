import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { DIALECTS } from '../dialects/finding/load-dialect.ts';
import type { Suite } from '../pipeline/row.ts';
import { checkRoom } from '../plan/check-room.ts';
import { findSuites } from '../plan/find-suites.ts';
import { makeScratch } from '../plan/scratch.ts';
import { readSettings, type Settings } from '../plan/settings.ts';
import { guard } from '../process/guardian.ts';
import { endStarters } from '../process/starters.ts';
import { quoted } from '../text/quoted.ts';
import { UsageError } from '../text/usage-error.ts';
import type { Options } from './options.ts';
import { findParticipants, type Participants } from './participants.ts';
import type { Assignment } from './player.ts';
import { type OperationName, readTables, type Tables } from './tables.ts';

/** Folder of the project. */
export const ROOT = join(import.meta.dirname, '../..');

/** What pipelines are judged in. */
export interface Site {
  readonly settings: Settings;
  readonly suites: readonly Suite[];
  readonly tables: Tables;
  readonly participants: Participants;
  readonly assignment: Assignment;
}

/**
 * Finds out everything that judging pipelines needs.
 *
 * @throws UsageError where something of it cannot be used
 */
export async function openSite(
  options: Pick<Options, 'candidate' | 'binary' | 'release' | 'commands'>,
  seed: number,
): Promise<Site> {
  await guard();
  const settings = readSettings(ROOT);
  const suites = await findSuites(join(ROOT, 'suites'));
  const tables = readTables(suites);
  const commands = commandsOf(options.commands, tables);
  checkRoom(settings.scratch);
  const { folder: scratch } = await makeScratch(settings.scratch, 'leave');
  const participants = await findParticipants(settings, options, scratch);
  await endStarters();
  for (const note of participants.notes) process.stderr.write(`explore: ${note}\n`);
  const { candidate, reference } = participants;
  const assignment: Assignment = {
    source: { seed, commands, tables },
    reference,
    candidate,
    dialects: DIALECTS,
    scratch,
    lanes: Array.from({ length: availableParallelism() }, (_, index) => `lane-${index + 1}`),
    fixtures: settings.fixtures,
    timeLimit: settings.timeLimit,
    fileLimit: settings.fileLimit,
  };
  return { settings, suites, tables, participants, assignment };
}

function commandsOf(asked: readonly string[], { operations }: Tables): OperationName[] {
  const commands = asked.flatMap((text) => text.split(','));
  const unknown = commands.find((text) => !operations.some((operation) => operation === text));
  if (unknown !== undefined)
    throw new UsageError(`there is no suite of ${quoted(unknown)}; there are: ${operations.join(', ')}`);
  return operations.filter((operation) => commands.length === 0 || commands.includes(operation));
}
