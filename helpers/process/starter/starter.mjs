// @ts-check
/**
 * Starts programs for a process that is too large to do so: spawning forks, and forking copies the page tables of who
 * forks. This one imports next to nothing and holds nothing, so that it stays small.
 *
 * It is told what to do by messages (`Batch`, `Cancel`), answers each batch with an `Answer`, and ends with whoever has
 * started it: what runs then is killed.
 */
import { runProgram } from './run-program.mjs';

/**
 * Programs that run one after the other in one place, until one does not exit with 0.
 *
 * @typedef {object} Batch
 * @property {number} id
 * @property {readonly import('./run-program.mjs').Program[]} programs
 * @property {import('./run-program.mjs').Place} place
 */

/**
 * Ends a batch with the program that it is at.
 *
 * @typedef {object} Cancel
 * @property {number} cancel id of the batch
 */

/**
 * What became of the programs of a batch, as far as they were run.
 *
 * @typedef {object} Answer
 * @property {number} id
 * @property {readonly import('../run.ts').ProgramResult[]} results
 */

/**
 * What is running, by the ids of the batches.
 *
 * @type {Map<number, { cancel: () => void }>}
 */
const running = new Map();

/** @param {Batch} batch */
async function run({ id, programs, place }) {
  let isCancelled = false;
  const results = [];
  for (const program of programs) {
    if (isCancelled) {
      results.push(NOT_BEGUN);
      break;
    }
    const { ended, cancel } = runProgram(program, place);
    running.set(id, {
      cancel: () => {
        isCancelled = true;
        cancel();
      },
    });
    const result = await ended;
    results.push(result);
    if (result.ending.kind !== 'exited' || result.ending.code !== 0) break;
  }
  running.delete(id);
  answer({ id, results });
}

/** @type {import('../run.ts').ProgramResult} */
const NOT_BEGUN = { ending: { kind: 'cancelled' }, stdout: '', stderr: '', took: 0 };

/** @param {Answer} message */
function answer(message) {
  // Whoever is gone needs no answer: `disconnect` is heard as well.
  process.send?.(message, () => undefined);
}

process.on('message', (/** @type {Batch | Cancel} */ message) => {
  if ('cancel' in message) running.get(message.cancel)?.cancel();
  else void run(message);
});

process.on('disconnect', () => {
  for (const { cancel } of running.values()) cancel();
  process.exit();
});

process.send?.('ready');
