import { UsageError } from '../text/usage-error.ts';

/** One entry of the list `Arguments:` in the help of a command. */
export interface HelpEntry {
  /** operand: known by its name wherever it stands, as `bs=`; argument: by its place among the others */
  readonly kind: 'option' | 'operand' | 'argument';
  /** how it is called where one name is enough: `-f`, `--size`, `FILE`, `+SIZE`, `bs=` */
  readonly name: string;
  /** that, and whatever else means the same today: `-f`, `--format` */
  readonly spellings: readonly string[];
  /** what it was spelled up to some release; still taken, unless something else is spelled so now */
  readonly formerly?: string;
  /** what an option takes, as the help calls it */
  readonly value?: string;
  /** of an argument: its head, which several may share (`SIZE`, `+SIZE`), and whether it may stand there several times */
  readonly place?: { readonly head: string; readonly isList: boolean };
  /** all that is said of it, on one line */
  readonly says: string;
}

/** What a command takes, in the order of its help. */
export type CommandHelp = readonly HelpEntry[];

/**
 * The subcommands that `qemu-img --help` lists, with what it says of them: "  info - Display information about the image"
 * (measured on 10.0.2, 10.0.13, 11.1.2 and 11.1.3).
 *
 * @returns undefined where it is of the form before that, in which commands have no help of their own (5.2.0, 7.2.22)
 * @throws UsageError where it is of neither
 */
export function parseCommands(help: string): ReadonlyMap<string, string> | undefined {
  if (/^Command syntax:$/m.test(help)) return undefined;
  const list = /^Recognized commands\b.*\n\n((?: {2}\S.*\n)+)/m.exec(help)?.[1];
  const lines = list?.trimEnd().split('\n') ?? [];
  if (lines.length === 0) throw new UsageError('--help: has no list "Recognized commands"');
  return new Map(
    lines.map((line) => {
      const [, name = '', says = ''] = /^ {2}([a-z]+) - (.+)$/.exec(line) ?? unreadable('--help', line);
      return [name, says];
    }),
  );
}

/**
 * What a command takes, from its `--help`: behind "Arguments:" two blanks and how it is called, then more blanks and what
 * it is for (measured on the releases above).
 *
 * @throws UsageError where there is no such list, or one that has something else in it
 */
export function parseCommandHelp(command: string, help: string): CommandHelp {
  const where = `${command} --help`;
  const [usage = '', list] = help.split(/^Arguments:\n/m);
  if (!new RegExp(`^ *qemu-img ${command}(?: |$)`, 'm').test(usage)) {
    throw new UsageError(`${where}: is not of "${command}"`);
  }
  if (list === undefined) throw new UsageError(`${where}: has no list "Arguments:"`);
  const entries: { readonly head: string; readonly says: string[] }[] = [];
  for (const line of list.trimEnd().split('\n')) {
    if (REMARK.test(line)) continue;
    const head = HEAD.exec(line)?.[1];
    if (head !== undefined) entries.push({ head, says: [] });
    else if (/^ {3,}\S/.test(line) && entries.length > 0) entries.at(-1)?.says.push(line.trim());
    else unreadable(where, line);
  }
  if (entries.length === 0) throw new UsageError(`${where}: lists nothing`);
  return entries.flatMap(({ head, says }) => {
    const found = optionsOf(head, says, usage) ?? argumentsOf(head, says);
    return found ?? unreadable(where, head);
  });
}

/** Behind two blanks; 10.0 has what `snapshot` can do further in. */
const HEAD = /^(?: {2}(?=\S)| {4}(?=-))(.*)$/;

/** What is said of several entries, above or below them: `(only one of ...)`, `Operation, one of:`. */
const REMARK = /^ {2}(?:\(|.*:$)/;

const SPELLING = String.raw`--?[A-Za-z][\w-]*`;
const OPTION = new RegExp(String.raw`^(${SPELLING})(?:, *(${SPELLING}))?(?: (\S+))?(?: (.+))?$`);

/** `-f, --format FMT`, and what may follow on that line: `(was -F in <= 10.0)`, or what others have on the next. */
function optionsOf(head: string, says: readonly string[], usage: string): HelpEntry[] | undefined {
  const [, first, second, value, rest] = OPTION.exec(head) ?? [];
  if (first === undefined) return undefined;
  const spellings = second === undefined ? [first] : [first, second];
  const formerly = /^\(was (--?[\w-]+) in/.exec(rest ?? '')?.[1];
  const common = { says: [...(rest === undefined ? [] : [rest]), ...says].join(' ') };
  // `--enable, --disable` are two that are told together.
  const isPair = spellings.length === 2 && spellings.every((spelling) => spelling.startsWith('--'));
  return (isPair ? spellings.map((one) => [one]) : [spellings]).map((same) => {
    const taken = value ?? valueInUsage(same, usage);
    return {
      kind: 'option',
      name: same[0] ?? '',
      spellings: same,
      ...(formerly === undefined ? {} : { formerly }),
      ...(taken === undefined ? {} : { value: taken }),
      ...common,
    };
  });
}

/** `measure` says only in the lines above that its `-f` takes something. */
function valueInUsage(spellings: readonly string[], usage: string): string | undefined {
  return spellings.flatMap(
    (spelling) => new RegExp(String.raw`[\s[(|]${spelling} ([A-Z_]+)`).exec(usage)?.[1] ?? [],
  )[0];
}

/** `FILE`, `FILE1, FILE2`, `SRC_FILE...`, `SIZE[bKMGTPE]`, `[+-]SIZE[bkKMGTPE]`, `bs=BLOCK_SIZE[bKMGTP]`, `FILE - what it is` */
function argumentsOf(line: string, lines: readonly string[]): HelpEntry[] | undefined {
  const [head = '', ...rest] = line.split(' - ');
  const says = [...rest, ...lines].join(' ');
  const operand = /^([a-z]+=)[A-Z]/.exec(head)?.[1];
  if (operand !== undefined) return [{ kind: 'operand', name: operand, spellings: [operand], says }];
  const found = head.split(', ').map((one) => /^(\[\+-\])?([A-Z][A-Z\d_]*)(?:\[\w+\])?(\.\.\.)?$/.exec(one));
  if (found.includes(null)) return undefined;
  return found.flatMap((match) => {
    const [, signs, name = '', dots] = match ?? [];
    // Three things to ask for, and each may go wrong alone.
    const forms = signs === undefined ? [name] : [name, `+${name}`, `-${name}`];
    return forms.map((form) => ({
      kind: 'argument',
      name: form,
      spellings: [form],
      place: { head: `${head} ${name}`, isList: dots !== undefined },
      says,
    }));
  });
}

/** Characters of a line that are quoted. */
const WIDTH = 100;

function unreadable(where: string, line: string): never {
  throw new UsageError(`${where}: "${line.trim().slice(0, WIDTH)}" is not understood`);
}
