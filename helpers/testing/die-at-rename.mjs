/**
 * Preloaded by `killed.test.ts` (`node --import`): kills the process group with SIGKILL just before the given rename
 * of a baseline, so that a recording dies at a moment that no timer would hit.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const at = Number(process.env.DIE_AT_RENAME);
const rename = fs.renameSync;
let count = 0;

fs.renameSync = (from, to) => {
  if (String(to).includes('/expected-outputs/') && ++count === at) process.kill(0, 'SIGKILL');
  return rename(from, to);
};
syncBuiltinESMExports();
