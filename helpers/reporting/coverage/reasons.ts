/**
 * Why no case uses what a release takes, by command: one reason for all of it, or one for each by its name in the help
 * (the first spelling of an option: `-f`, not `--format`). What only fixtures use may have one.
 */
export interface Reasons {
  readonly [command: string]: string | { readonly [name: string]: string };
}

export function reasonFor(reasons: Reasons, command: string, name: string): string | undefined {
  const own = Object.hasOwn(reasons, command) ? reasons[command] : undefined;
  if (own === undefined || typeof own === 'string') return own;
  return Object.hasOwn(own, name) ? own[name] : undefined;
}
