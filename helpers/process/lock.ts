import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * A kernel's lock on a folder, held by a process beside this one for as long as this process lives. Whoever shares the
 * file system sees it, also from another container, where an id of a process says nothing.
 */
export interface Lock {
  /** From now on a process group does not outlive this process, however that ends. */
  watch(leader: number): void;
  /** The group has ended. */
  forget(leader: number): void;
  /** Has the farewell done, and waits for that. */
  release(): Promise<void>;
}

export interface LockOptions {
  /** for how long another holder is waited for, seconds */
  readonly patience?: number;
  /** what is done at the end, while the lock is still held: POSIX shell, `$1` is the folder */
  readonly farewell?: string;
}

/** Exit codes of the holder where it holds nothing: another one does, and the folder is not there any more. */
const HELD = 75;
const GONE = 76;

/**
 * The holder hears of process groups by its standard input. That ends with this process, be it killed: then the groups
 * are asked to end (ninja gives every compiler a group of its own, which only ninja can end), killed two seconds later,
 * and the farewell is done. It ignores signals, as it ends with us anyway, and then has nobody to print to.
 */
const HOLDER = `trap '' INT HUP TERM
[ -d "$1" ] || exit ${GONE}
echo held
exec > /dev/null 2>&1
groups=' '
while read -r word leader; do
  case $word in
  watch) groups="$groups$leader " ;;
  forget) case $groups in *" $leader "*) groups="\${groups%% $leader *} \${groups#* $leader }" ;; esac ;;
  esac
done
alive() { for leader in $groups; do kill -s 0 -- "-$leader" && return; done; return 1; }
turns=40
for signal in TERM KILL; do
  for leader in $groups; do kill -s $signal -- "-$leader"; done
  while [ $turns -gt 0 ] && alive; do sleep 0.05; turns=$((turns - 1)); done
  turns=10
done
`;

/**
 * Locks a folder with flock(1) of util-linux.
 *
 * @returns undefined where somebody else holds it, or has removed the folder before it was locked
 * @throws Error with one line where it cannot be locked
 */
export async function lockFolder(
  folder: string,
  { patience = 0, farewell = '' }: LockOptions = {},
): Promise<Lock | undefined> {
  const how = patience > 0 ? ['-w', `${patience}`] : ['-n'];
  const holder = ['sh', '-c', HOLDER + farewell, 'sh', folder];
  const child = spawn('flock', [...how, '-E', `${HELD}`, folder, ...holder], {
    // A session of its own, which no terminal reaches.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const { stdin, stdout, stderr } = child;
  let complaint = '';
  stderr.on('data', (bytes: Buffer) => {
    complaint += bytes.toString();
  });
  const failed = once(child, 'error').then(([error]: unknown[]) => error as Error);
  const ended = once(child, 'exit').then(([code]: unknown[]) => code);
  const first = await Promise.race([once(stdout, 'data').then(() => 'held' as const), failed, ended]);
  if (first instanceof Error)
    throw new Error(
      `there is no flock here to lock ${folder} with (${first.message}); it comes with util-linux`,
    );
  if (first === HELD || first === GONE) return undefined;
  if (first !== 'held')
    throw new Error(`cannot lock ${folder}: ${complaint.trim() || `flock ended with exit code ${first}`}`);
  // Nothing of it keeps this process from ending. A holder that somebody has killed is missed by nobody here.
  stdin.on('error', () => undefined);
  for (const one of [child, stdin, stdout, stderr]) (one as { unref?: () => void }).unref?.();
  return {
    watch: (leader) => void stdin.write(`watch ${leader}\n`),
    forget: (leader) => void stdin.write(`forget ${leader}\n`),
    release: async () => {
      child.ref();
      stdin.end();
      await ended;
    },
  };
}

/**
 * Does the farewell of a folder that nobody holds: of a process that was killed together with its holder.
 *
 * @returns the command that does so; its exit code is 0 where that was done
 */
export function farewellOf(folder: string, farewell: string): string[] {
  return ['flock', '-n', '-E', `${HELD}`, folder, 'sh', '-c', farewell, 'sh', folder];
}
