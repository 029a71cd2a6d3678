/**
 * Preloaded by tests (`node --import`): kills the process group with SIGKILL just before the given rename of a baseline,
 * or of what DIE_AT_RENAME_OF is a part of, so that a run dies at a moment that no timer would hit.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const at = Number(process.env.DIE_AT_RENAME);
const part = process.env.DIE_AT_RENAME_OF ?? '/expected-outputs/';
const rename = fs.renameSync;
let count = 0;

fs.renameSync = (from, to) => {
  // What is put aside is no part of what is being written.
  if (String(to).includes(part) && !String(to).includes('/.tmp/') && ++count === at)
    process.kill(0, 'SIGKILL');
  return rename(from, to);
};
syncBuiltinESMExports();
