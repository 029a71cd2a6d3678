import { run } from '../process/run.ts';

const COPY_LIMIT = 60_000;

/**
 * Copies files into a folder with their holes and times: `fs.copyFile` writes holes out, and a sparse image would
 * take its full size on a tmpfs.
 */
export async function copySparse(sources: readonly string[], folder: string): Promise<void> {
  if (sources.length === 0) return;
  const { ending, stderr } = await run({
    program: 'cp',
    args: ['--archive', '--sparse=always', '--reflink=auto', '--', ...sources, folder],
    cwd: '/',
    timeLimit: COPY_LIMIT,
  });
  if (ending.kind !== 'exited' || ending.code !== 0) throw new Error(`cannot copy into ${folder}: ${stderr}`);
}
