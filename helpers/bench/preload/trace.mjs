/**
 * Preloaded in every Node process of a traced run: writes what this one starts, a line of JSON for each beginning and each
 * end, into a file of its own in the folder that the query of its URL names. Of the programs that are meant (a reference,
 * or the candidate) also what lies in their folder when they begin, wherever that is not what the one before has left, and
 * a copy of it: by that the same can be done again (../trace.ts).
 *
 * query: `folder`; `binaries`, folder of the references; `candidate`, path of a program or empty; `scratch`, below which
 * folders are looked at
 */
import childProcess from 'node:child_process';
import { appendFileSync, existsSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { passOn } from './pass-on.mjs';
import { Store } from './store.mjs';

const query = new URL(import.meta.url).searchParams;
const folder = query.get('folder');
const binaries = query.get('binaries');
const candidate = query.get('candidate');
const scratch = query.get('scratch');

if (isMainThread && folder !== null) {
  const { spawnSync } = childProcess;
  const store = new Store(join(folder, 'store'), spawnSync);
  const file = join(folder, `trace-${process.pid}.jsonl`);
  /** folder -> what lay in it when the last program there had ended */
  const left = new Map();
  let count = 0;

  const tell = (line) => appendFileSync(file, `${JSON.stringify(line)}\n`);
  const now = () => Number(process.hrtime.bigint());
  const isMeant = (word) => word === candidate || word.startsWith(`${binaries}/`);

  /** @param {string[]} words the command line, in which something like prlimit may go before the program */
  const begin = (words, cwd, env) => {
    const id = `${process.pid}-${++count}`;
    const at = words.findIndex(isMeant);
    if (at < 0) {
      tell({ event: 'other', program: words[0] });
      return undefined;
    }
    const placed =
      cwd.startsWith(`${scratch}/`) && store.stateOf(cwd) !== left.get(cwd) ? store.keep(cwd) : undefined;
    const { HOME: home, TMPDIR: temporary } = env;
    // A file elsewhere may be read together with what lies beside it, as what it is backed by.
    const outside = words.slice(at + 1).flatMap((path) => {
      const isElsewhere = path.startsWith(`${scratch}/`) && !path.startsWith(`${cwd}/`);
      return isElsewhere && existsSync(path) ? [{ path, files: store.keep(dirname(path)) }] : [];
    });
    tell({
      event: 'begin',
      id,
      at: now(),
      program: words[at],
      args: words.slice(at + 1),
      cwd,
      home,
      temporary,
      placed,
      outside,
    });
    return { id, cwd };
  };
  const end = (begun, code) => {
    if (begun === undefined) return;
    if (begun.cwd.startsWith(`${scratch}/`)) left.set(begun.cwd, store.stateOf(begun.cwd));
    tell({ event: 'end', id: begun.id, code });
  };

  let begun;
  passOn(
    (child) => {
      const own = begun;
      // Before anybody else hears of it, and puts the next thing into the folder.
      child.prependOnceListener('exit', (code) => end(own, code));
    },
    ({ file: program, args, cwd = process.cwd(), envPairs }) => {
      const env = Object.fromEntries(envPairs.map((pair) => pair.split(/=(.*)/s, 2)));
      begun = begin([program, ...args.slice(1)], String(cwd), env);
    },
  );
  childProcess.spawnSync = (program, ...rest) => {
    const args = Array.isArray(rest[0]) ? rest[0] : [];
    const { cwd = process.cwd(), env = process.env } = rest.find((one) => one && !Array.isArray(one)) ?? {};
    const own = begin([program, ...args], String(cwd), env);
    const result = spawnSync(program, ...rest);
    end(own, result.status);
    return result;
  };
  syncBuiltinESMExports();
}
