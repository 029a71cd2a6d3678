import { UsageError } from '../../text/usage-error.ts';
import { verdict } from './verdict.ts';

try {
  process.stdout.write(verdict(process.argv.slice(2), process.cwd()));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`verdict: ${error.message}\n`);
  process.exitCode = 2;
}
