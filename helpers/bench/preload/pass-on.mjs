import { ChildProcess } from 'node:child_process';
import { basename } from 'node:path';

/**
 * Has what is preloaded here preloaded in every Node process that this one starts, also where that gets an environment of
 * its own. All that `spawn`, `fork`, `exec` and packages start goes through this one method of Node.
 *
 * @param {(child: ChildProcess, options: { file: string, args: string[], cwd?: string, envPairs: string[] }) => void}
 *   [started] is told what was started, or could not be, directly after that; `before` of it directly before
 * @param {(options: { file: string, args: string[], cwd?: string, envPairs: string[] }) => void} [before]
 */
export function passOn(started = () => undefined, before = () => undefined) {
  const { spawn } = ChildProcess.prototype;
  const own = process.env.NODE_OPTIONS;
  ChildProcess.prototype.spawn = function spawnAndTell(options) {
    if (own !== undefined && isNode(options.file)) giveOptions(options.envPairs, own);
    before(options);
    const result = spawn.call(this, options);
    started(this, options);
    return result;
  };
}

/** @param {string} file */
function isNode(file) {
  return file === process.execPath || basename(file) === 'node';
}

/**
 * @param {string[]} pairs NAME=value
 * @param {string} own
 */
function giveOptions(pairs, own) {
  const at = pairs.findIndex((pair) => pair.startsWith('NODE_OPTIONS='));
  if (at < 0) pairs.push(`NODE_OPTIONS=${own}`);
  else if (!pairs[at]?.includes(own)) pairs[at] = `${pairs[at]} ${own}`;
}
