// @ts-check
/**
 * Runs Vitest again and again, as it is told by messages (`Asked`), answering each with an `Answer`: most of what a run of
 * a few cells costs is reading Vitest and Vite. It ends with whoever has started it.
 */
import { parseCLI, startVitest } from 'vitest/node';

/**
 * @typedef {object} Asked
 * @property {readonly string[]} args
 * @property {string} cwd
 * @property {Readonly<Record<string, string>>} env what the run finds in its environment besides what this process has
 */

/**
 * @typedef {object} Answer
 * @property {number} code of the exit that the run would be ended by
 * @property {string} stdout
 * @property {string} stderr
 */

const STREAMS = /** @type {const} */ (['stdout', 'stderr']);

// Every run listens anew to what may end the process.
process.setMaxListeners(0);

process.on('message', async (/** @type {Asked} */ { args, cwd, env }) => {
  process.chdir(cwd);
  const before = { ...process.env };
  Object.assign(process.env, env);
  const listening = STREAMS.map(listen);
  process.exitCode = undefined;
  try {
    const { filter, options } = parseCLI(['vitest', ...args]);
    const vitest = await startVitest('test', filter, options);
    await vitest?.close();
  } catch (error) {
    console.error(error);
    process.exitCode ??= 1;
  }
  const code = Number(process.exitCode ?? 0);
  process.exitCode = undefined;
  const [stdout = '', stderr = ''] = listening.map((end) => end());
  for (const name of Object.keys(env)) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
  process.send?.({ code, stdout, stderr });
});

process.on('disconnect', () => process.exit());

/**
 * Keeps what is written to a stream from now on.
 *
 * @param {'stdout' | 'stderr'} name
 * @returns what ends it, and tells the text
 */
function listen(name) {
  const stream = process[name];
  const { write } = stream;
  let text = '';
  stream.write = /** @type {typeof write} */ (
    (chunk, /** @type {unknown[]} */ ...rest) => {
      text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
      const done = rest.at(-1);
      if (typeof done === 'function') process.nextTick(done);
      return true;
    }
  );
  return () => {
    stream.write = write;
    return text;
  };
}
