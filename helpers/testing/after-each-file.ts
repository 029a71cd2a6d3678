import { afterAll, beforeAll } from 'vitest';

/**
 * Vitest reads this for every test file. Files of one worker share the modules that they import, which would otherwise
 * be read 200 times over (measured: 81 s of CPU for the 124 files of 12 rooms, 55 s so); so what is to be done after each
 * of them cannot be said in those modules.
 */
let folders: typeof import('./temporary.ts');
let servers: typeof import('./serve.ts');

// Not before: a file that mocks a module of Node's has modules of its own.
beforeAll(async () => {
  folders = await import('./temporary.ts');
  servers = await import('./serve.ts');
});

afterAll(() => {
  servers.closeServers();
  folders.removeTemporaryFolders();
});
