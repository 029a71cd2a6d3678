/**
 * The command that records a suite again, for whatever is wrong with its baselines.
 *
 * @param release only this one
 */
export function recordCommand(suite?: string, release?: string): string {
  return [
    ...(release === undefined ? [] : [`PARITY_VERSIONS=${release}`]),
    'npx vitest run -u',
    ...(suite === undefined ? [] : [`suites/${suite}`]),
  ].join(' ');
}
