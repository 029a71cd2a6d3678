import { join, relative, resolve } from 'node:path';
import { quoted } from '../../text/quoted.ts';
import { UsageError } from '../../text/usage-error.ts';
import { writeSkeleton } from './write-skeleton.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

const HELP = `usage: npm run dialect -- NAME

Writes the skeleton of a dialect, with which a tool can be judged: helpers/dialects/NAME.ts, which turns operations into the
tool's command line, NAME.known.ts for known divergences, and NAME.test.ts with a command line for each operation. NAME is
best that of the tool's program. What is there already is never overwritten. docs/judge-your-tool.md goes through it all.`;

process.exitCode = main(process.argv.slice(2));

/** @returns the exit code: 2 for a command line that means nothing, and for a name that cannot be taken */
function main(argv: readonly string[]): number {
  if (argv.includes('--help') || argv.includes('-h')) {
    console.log(HELP);
    return 0;
  }
  try {
    const [name, more] = argv;
    if (name === undefined) throw new UsageError('which dialect? npm run dialect -- NAME; --help tells more');
    if (more !== undefined) throw new UsageError(`${quoted(more)}: one name at a time; --help tells more`);
    const files = writeSkeleton(name);
    console.log(nextSteps(name, files));
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    return 2;
  }
}

function nextSteps(name: string, files: readonly string[]): string {
  const shown = (path: string) => relative(ROOT, path);
  const [module = '', known = '', test = ''] = files.map(shown);
  return `written: ${module}, ${known}, ${test}
next:
  1. Say in ${module} how the tool creates an image and how it tells of one, and in
     ${test} what you expect the command lines to be. Then:
       npx vitest run --project harness ${test}
  2. Judge one suite by one release:
       PARITY_VERSIONS=latest PARITY_DIALECT=${name} PARITY_BINARY=/path/to/${name} npx vitest run suites/create
  3. Go on with the other operations. What the tool cannot do gets a reason, and its cells are skipped with that.
${join('docs', 'judge-your-tool.md')} goes through it with a tool that is no qemu-img.`;
}
