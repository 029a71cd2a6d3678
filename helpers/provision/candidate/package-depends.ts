import type { AptRoot } from '../apt-root.ts';

const ONLY_NEEDED = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances'];

/**
 * What packages need directly, by name, as they are in a suite: of alternatives all, of virtual packages those that are one.
 *
 * @param target suite that is preferred
 */
export async function dependsOf(
  { commands, config }: AptRoot,
  target: string | undefined,
  names: readonly string[],
): Promise<Map<string, string[]>> {
  const preferred = target === undefined ? [] : ['-o', `APT::Default-Release=${target}`];
  const without = ONLY_NEEDED.map((kind) => `--no-${kind}`);
  return parseDepends(
    await commands.mustRun(['apt-cache', ...config, ...preferred, 'depends', ...without, ...names]),
  );
}

/**
 * Reads a package by line, what it needs indented by two (`  Depends: name`, ` |Depends: name` for alternatives), and below
 * a virtual package (`  Depends: <name>`) who provides it, indented by four.
 */
export function parseDepends(text: string): Map<string, string[]> {
  const all = new Map<string, string[]>();
  let needed: string[] = [];
  for (const line of text.split('\n')) {
    const [, own, depended, provider] =
      /^(?:(\S+)|[ |]{2}(?:Pre)?Depends: (\S+)| {4}(\S+))$/.exec(line) ?? [];
    if (own !== undefined) {
      needed = [];
      all.set(own, needed);
    }
    const name = depended ?? provider;
    if (name !== undefined && !name.startsWith('<')) needed.push(name);
  }
  return all;
}
