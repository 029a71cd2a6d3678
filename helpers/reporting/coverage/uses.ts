import type { CommandHelp, HelpEntry } from '../../references/parse-help.ts';

/** What one command line has of what its command takes. */
export interface Uses {
  /** names of entries of the help; a key of format options stands behind the name of its option: `-o cluster_size` */
  readonly listed: readonly string[];
  /** what the help does not tell of: it is taken all the same */
  readonly unlisted: readonly string[];
}

/**
 * Reads a command line as getopt_long(3) does, by what the help says of it: options before, behind and between
 * arguments, `--name=value` and `--name value`, `-n value`, `-nvalue` and `-xn value`.
 *
 * @param args behind the command
 */
export function usesOf(args: readonly string[], takes: CommandHelp): Uses {
  const listed = new Set<string>();
  const unlisted = new Set<string>();
  const others: string[] = [];
  const left = [...args];
  for (let arg = left.shift(); arg !== undefined; arg = left.shift()) {
    if (arg === '--') others.push(...left.splice(0));
    else if (!/^-[^\d]/.test(arg)) others.push(arg);
    else {
      const { spelling, attached, more } = split(arg, takes);
      // The rest of `-qf`, whose `-q` takes nothing.
      if (more !== undefined) left.unshift(more);
      const option = optionOf(spelling, takes);
      if (option === undefined) unlisted.add(spelling);
      else {
        listed.add(option.name);
        const value = option.value === undefined ? undefined : (attached ?? left.shift());
        for (const key of keysOf(option, value)) listed.add(`${option.name} ${key}`);
      }
    }
  }
  for (const { name, isListed } of namesOf(others, takes)) (isListed ? listed : unlisted).add(name);
  return { listed: [...listed], unlisted: [...unlisted] };
}

interface Split {
  readonly spelling: string;
  readonly attached?: string | undefined;
  readonly more?: string | undefined;
}

function split(arg: string, takes: CommandHelp): Split {
  if (arg.startsWith('--')) {
    const at = arg.indexOf('=');
    return at < 0 ? { spelling: arg } : { spelling: arg.slice(0, at), attached: arg.slice(at + 1) };
  }
  const [spelling, rest] = [arg.slice(0, 2), arg.slice(2)];
  if (rest === '') return { spelling };
  return optionOf(spelling, takes)?.value === undefined
    ? { spelling, more: `-${rest}` }
    : { spelling, attached: rest };
}

/** What is spelled so today comes before what was spelled so once. */
function optionOf(spelling: string, takes: CommandHelp): HelpEntry | undefined {
  const options = takes.filter(({ kind }) => kind === 'option');
  return (
    options.find(({ spellings }) => spellings.includes(spelling)) ??
    options.find(({ formerly }) => formerly === spelling)
  );
}

/** The keys of `-o size=1M,backing_file=a,,b`: a comma that is part of a value stands twice. */
function keysOf({ value: kind }: HelpEntry, value: string | undefined): string[] {
  if (value === undefined || !kind?.endsWith('_OPTS')) return [];
  return value
    .replaceAll(',,', '')
    .split(',')
    .map((pair) => pair.replace(/=.*/s, ''));
}

interface Named {
  readonly name: string;
  readonly isListed: boolean;
}

/** What arguments are called, by their places; of a command that takes `bs=`, by what stands before the `=`. */
function namesOf(others: readonly string[], takes: CommandHelp): Named[] {
  if (takes.some(({ kind }) => kind === 'operand')) {
    return others.map((arg) => {
      const name = arg.replace(/=.*/s, '=');
      return { name, isListed: takes.some((entry) => entry.kind === 'operand' && entry.name === name) };
    });
  }
  const forms = new Map<string, HelpEntry[]>();
  for (const entry of takes) {
    const { head } = entry.place ?? {};
    if (head !== undefined) forms.set(head, [...(forms.get(head) ?? []), entry]);
  }
  const places = [...forms.values()];
  const spare = others.length - places.length;
  // A list takes what the places behind it leave.
  const spread = places.flatMap((place) =>
    place[0]?.place?.isList && spare > 0 ? Array<HelpEntry[]>(spare + 1).fill(place) : [place],
  );
  return others.map((arg, at) => {
    const place = spread[at];
    const form = place?.find(({ name }) => name[0] === arg[0] && /^[+-]/.test(name)) ?? place?.[0];
    return form ? { name: form.name, isListed: true } : { name: 'an argument more', isListed: false };
  });
}
