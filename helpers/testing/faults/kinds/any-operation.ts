import type { Cells, Fault } from '../fault.ts';

/** Ways in which any operation can go wrong. `touches`: the cells in which a candidate plays it. */
export function operationFaults(on: Fault['on'], touches: Cells): Fault[] {
  return [
    {
      name: `${on}: ends with a code that no release has`,
      on,
      script: 'exit 99',
      touches,
      result: 'diverged',
      says: /"path":"exit code of \w+","expected":\d+,"actual":99/,
    },
    {
      name: `${on}: dies of a signal`,
      on,
      script: 'kill -SEGV $$',
      touches,
      result: 'error',
      says: /was ended by SIGSEGV/,
    },
    {
      name: `${on}: leaves a file behind`,
      on,
      script: ': >stray; exec "$REAL" "$@"',
      touches,
      result: 'error',
      says: /changed or left behind work\/stray/,
    },
  ];
}

/** Ways in which any output can be wrong. `touches`: the cells in which the release printed it. */
export function outputFaults(on: Fault['on'], touches: Cells): Fault[] {
  return [
    {
      name: `${on}: prints a word more`,
      on,
      script: 'then_do "echo more" "$@"',
      touches,
      result: 'diverged',
      says: /"actual":/,
    },
    {
      name: `${on}: prints nothing`,
      on,
      script: '"$REAL" "$@" >/dev/null',
      touches,
      result: 'diverged',
      says: /"expected":/,
    },
  ];
}
