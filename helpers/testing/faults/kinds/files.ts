import type { Fault } from '../fault.ts';
import { printsInfo } from './info.ts';

const IMAGES = ['measure/qcow2/*', 'measure/raw/*'];
const PRODUCED = ['create/*', 'dd/*', '!dd/vmdk/1M-raw-count0-vmdk'];

/** Plays the real program, then does something to the image that it only had to read. */
function onInput(what: string, action: string): Fault {
  return {
    name: `measure: ${what}`,
    on: 'measure',
    script: `last_of "$@"; then_do '[ ! -e "$last" ] || { ${action}; }' "$@"`,
    touches: IMAGES,
    result: 'error',
    says: /reading changed or left behind work\//,
  };
}

/** The same for an operation that reads one file to write another. */
function onOtherInput(what: string, action: string): Fault {
  return {
    name: `dd: ${what}`,
    on: 'dd',
    script: `then_do '${action}' "$@"`,
    touches: ['dd/*'],
    result: 'error',
    says: /the operation changed or left behind work\/input/,
  };
}

function stray(
  on: Fault['on'],
  what: string,
  action: string,
  touches: readonly string[],
  says: RegExp,
): Fault {
  return {
    name: `${on}: ${what}`,
    on,
    script: `${action}; exec "$REAL" "$@"`,
    touches,
    result: 'error',
    says,
  };
}

/** Files that are touched though they are only read, and files where none belong. */
export const fileFaults: readonly Fault[] = [
  onInput('deletes its input', 'rm "$last"'),
  onInput('modifies a byte of its input', 'patch "$last" 600 x'),
  onInput('appends to its input', 'printf x >>"$last"'),
  onInput('replaces its input by a copy', 'cp -p "$last" copy; mv copy "$last"'),
  onInput('makes its input unreadable', 'chmod 0 "$last"'),
  onInput('leaves a file beside its input', ': >"$last.lock"'),
  {
    ...onInput('deletes what its input is backed by', 'rm -f qcow2-base-for-chain.qcow2'),
    touches: ['measure/qcow2/*'],
  },
  {
    name: 'info: writes to the image',
    on: 'info',
    script: `last_of "$@"; then_do '[ ! -e "$last" ] || { cp -p "$last" "$TMPDIR/copy"; mv "$TMPDIR/copy" "$last"; }' "$@"`,
    touches: [
      'create/*',
      'resize/*',
      'dd/*',
      'commit/*',
      'rebase/*',
      'amend/*',
      'bitmap/*',
      'convert/*',
      'info/*',
      '!bitmap/*-missing',
      '!resize/*-no-shrink',
      '!resize/vhd/*',
      '!resize/vhdx/*',
      '!resize/vmdk/*',
      '!dd/vmdk/1M-raw-count0-vmdk',
    ],
    result: 'error',
    says: /reading changed or left behind work\//,
  },
  stray('create', 'leaves a file of its own', ': >extra', ['create/*'], /left behind work\/extra/),
  stray('create', 'leaves a hidden file', ': >.lock', ['create/*'], /left behind work\/\.lock/),
  stray('create', 'leaves an empty folder', 'mkdir cache', ['create/*'], /left behind work\/cache/),
  stray('dd', 'writes to its home', ': >"$HOME/.history"', DD(), /left behind home\/\.history/),
  stray('dd', 'leaves a temporary file', ': >"$TMPDIR/raw"', DD(), /left behind tmp\/raw/),
  stray('dd', 'writes to the parent directory', ': >../up', DD(), /left behind \.\.\/up/),
  stray('commit', 'leaves a backup', 'cp base.* backup', ['commit/*'], /left behind work\/backup/),
  stray('resize', 'leaves a file where it refuses', ': >extra', ['resize/*'], /left behind work\/extra/),
  {
    name: 'info: leaves a file',
    on: 'info',
    script: ': >"$HOME/.cache"; exec "$REAL" "$@"',
    touches: printsInfo,
    result: 'error',
    says: /reading changed or left behind home\/\.cache/,
  },
  onOtherInput('deletes its input', 'rm input.*'),
  onOtherInput('modifies its input', 'for f in input.*; do printf x >>$f; done'),
  onOtherInput('replaces its input by a copy', 'for f in input.*; do cp -p $f copy; mv copy $f; done'),
  {
    name: 'dd: tidies up after itself',
    on: 'dd',
    script: `then_do 'mkdir "$TMPDIR/x" && rmdir "$TMPDIR/x"' "$@"`,
    touches: PRODUCED,
    result: 'match',
  },
];

function DD(): string[] {
  return ['dd/*'];
}
