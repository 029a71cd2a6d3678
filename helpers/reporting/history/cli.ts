import { UsageError } from '../../text/usage-error.ts';
import { diff } from './diff.ts';

try {
  const { text, exitCode } = diff(process.argv.slice(2));
  process.stdout.write(text);
  process.exitCode = exitCode;
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`parity:diff: ${error.message}\n`);
  process.exitCode = 2;
}
