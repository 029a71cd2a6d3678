import { lineOf, type Progress } from './progress.ts';
import { complain, say } from './report.ts';

/** Prints what happens as it does; a release that was put there by hand is told once, however many suites have it. */
export function progressTeller(
  archFolder: string,
  print = say,
  warn = complain,
): (progress: Progress) => void {
  const told = new Set<string>();
  return (progress) => {
    const line = lineOf(progress, archFolder);
    if (line === undefined || told.has(line)) return;
    told.add(line);
    if (progress.kind === 'failed') warn(line);
    else print(line);
  };
}
