/**
 * Preloaded in every Node process of a measured run: appends one line of JSON to the file that the query of its URL names
 * when the process begins and when it ends: its role, its id, and the CPU that it has used itself, without what it has
 * started, in seconds. Of one that is killed only the first is there.
 */
import { appendFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { atEnd } from './at-end.mjs';
import { passOn } from './pass-on.mjs';
import { ownRole } from './role.mjs';

const file = new URL(import.meta.url).searchParams.get('file');

if (isMainThread && file !== null) {
  const role = ownRole();
  passOn();
  const tell = () => {
    const { userCPUTime, systemCPUTime } = process.resourceUsage();
    const line = { role, pid: process.pid, user: userCPUTime / 1e6, system: systemCPUTime / 1e6 };
    appendFileSync(file, `${JSON.stringify(line)}\n`);
  };
  tell();
  atEnd(tell);
}
