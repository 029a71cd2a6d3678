/**
 * Preloaded in every Node process of a profiled run: writes V8's CPU profile of it as `<role>-<pid>.cpuprofile` into the
 * folder that the query of its URL names when the process ends. (`--cpu-prof` may not stand in NODE_OPTIONS, and writes
 * nothing where a process ends by a signal.)
 */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { atEnd } from './at-end.mjs';
import { passOn } from './pass-on.mjs';
import { ownRole } from './role.mjs';

/** Microseconds between two samples. */
const INTERVAL = 500;

const folder = new URL(import.meta.url).searchParams.get('folder');

if (isMainThread && folder !== null) {
  const role = ownRole();
  passOn();
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: INTERVAL });
  session.post('Profiler.start');

  /**
   * The source maps of bundles, URL -> map: Vite removes the bundle of the config as soon as it is loaded. Only of what lies
   * where Vite puts that, and where the harness keeps its own: of other modules the lines are kept.
   */
  const maps = () => {
    const found = {};
    session.on('Debugger.scriptParsed', ({ params: { url, sourceMapURL } }) => {
      const data = /^data:application\/json;.*?base64,(.*)$/s.exec(sourceMapURL ?? '')?.[1];
      if (!/\/\.(?:vite-temp|cache\/instar-parity)\//.test(url) || data === undefined) return;
      const { sourcesContent: _, ...map } = JSON.parse(Buffer.from(data, 'base64').toString());
      found[url] = map;
    });
    // Tells of all scripts that there are, before it returns.
    session.post('Debugger.enable');
    return found;
  };
  atEnd(() => {
    // Within one thread the answer comes before `post` returns.
    session.post('Profiler.stop', (error, answer) => {
      if (error) throw error;
      const text = JSON.stringify({ ...answer.profile, maps: maps() });
      writeFileSync(join(folder, `${role}-${process.pid}.cpuprofile`), text);
    });
  });
}
