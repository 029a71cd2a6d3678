import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeTree } from '../files/remove-tree.ts';
import { fixedEnvironment } from '../process/run.ts';
import { shellQuote } from '../text/shell-quote.ts';
import { UsageError } from '../text/usage-error.ts';
import { deal } from './deal.ts';
import { readyFolders } from './floor-folders.ts';
import { floorScript, type Ready } from './floor-script.ts';
import { emptyFolder, type Ground } from './ground.ts';
import { type Job, type Measured, measure, preloading, start } from './measure.ts';
import type { Run } from './runs.ts';
import { type Command, programsIn, readTrace, type Trace } from './trace.ts';
import { lastWords } from './vitest-run.ts';

/** What a run starts, and what is needed to start it again. */
export interface Floor {
  readonly trace: Trace;
  /** contents of files */
  readonly store: string;
  readonly programs: number;
}

/**
 * Traces a run, and sees that what it has started ends the same way when it is started again.
 *
 * @throws UsageError where the run fails, or a program ends otherwise: then its floor would be one of something else
 */
export async function traceFloor(ground: Ground, name: string, run: Run): Promise<Floor> {
  const folder = emptyFolder(ground, 'trace');
  const { QEMU_IMG_BINARIES: binaries = '', PARITY_BINARY: candidate = '' } = run.env ?? {};
  const query = { folder, binaries, candidate, scratch: ground.scratch };
  const result = await start(ground.commands, preloading(run, 'trace', query));
  if (result.code !== 0) throw new UsageError(`${name}, traced, has failed: ${lastWords(result)}`);
  const files = readdirSync(folder).filter((file) => file.endsWith('.jsonl'));
  const trace = readTrace(files.map((file) => readFileSync(join(folder, file), 'utf8')));
  const floor = { trace, store: join(folder, 'store'), programs: programsIn(trace) };
  if (floor.programs === 0) throw new UsageError(`${name}: its trace names no program of ${binaries}`);
  await verify(ground, name, floor);
  return floor;
}

/** Starts what a run starts in so many shells side by side, and measures that. */
export async function measureFloor(ground: Ground, floor: Floor, loops: number): Promise<Measured> {
  const { job, clear } = await prepare(ground, floor, loops, false);
  try {
    return (await measure(ground.commands, job, ground.folder, false)).measured;
  } finally {
    clear();
  }
}

interface Prepared {
  readonly job: Job;
  readonly loops: readonly (readonly Ready[])[];
  /** folder with the exit codes of each loop, as `<at>.codes` */
  readonly folder: string;
  readonly clear: () => void;
}

async function prepare(
  ground: Ground,
  { trace, store }: Floor,
  count: number,
  codes: boolean,
): Promise<Prepared> {
  const folder = emptyFolder(ground, 'floor');
  const loops: Ready[][] = [];
  for (const [at, sequences] of deal(trace.sequences, count).entries()) {
    const own = join(folder, `loop-${at}`);
    mkdirSync(own);
    const ready = await readyFolders(sequences, own, store, ground.commands);
    const options = { scratch: ground.scratch, output: join(folder, String(at)), codes };
    writeFileSync(join(folder, `${at}.sh`), floorScript(ready, options));
    loops.push(ready);
  }
  const script = loops.map((_, at) => {
    const file = join(folder, String(at));
    return `/bin/sh ${shellQuote(`${file}.sh`)} >${shellQuote(`${file}.codes`)} 2>&1 </dev/null &`;
  });
  return {
    job: {
      argv: ['/bin/sh', '-c', [...script, 'wait'].join('\n')],
      // As a run gives it to its programs: a large one takes time.
      env: fixedEnvironment(),
      without: 'all',
      cwd: folder,
    },
    loops,
    folder,
    clear: () => removeTree(folder),
  };
}

async function verify(ground: Ground, name: string, floor: Floor): Promise<void> {
  const { job, loops, folder, clear } = await prepare(ground, floor, ground.cores, true);
  try {
    await start(ground.commands, job);
    for (const [at, loop] of loops.entries()) {
      const codes = readFileSync(join(folder, `${at}.codes`), 'utf8')
        .trim()
        .split('\n');
      const commands = loop.flatMap(({ sequence }) => sequence.commands);
      const wrong = commands.findIndex(({ code }, index) => codes[index] !== String(code));
      if (wrong < 0 && codes.length === commands.length) continue;
      const said = codes[wrong] ?? codes.at(-1);
      throw new UsageError(
        `${name}: ${told(commands[wrong])} of its floor ends otherwise than in the run: ${said}`,
      );
    }
  } finally {
    clear();
  }
}

function told(command: Command | undefined): string {
  if (command === undefined) return 'a program';
  return `${[command.program, ...command.args].map(shellQuote).join(' ')} (exit code ${command.code})`;
}
