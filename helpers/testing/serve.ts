import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const servers = new Set<Server>();

/** Serves the files of a folder by http on this machine, until the test file is done. @returns its URI */
export function serveFolder(folder: string): Promise<string> {
  return serveBut(folder, '\0', () => undefined);
}

/** The same but for the files whose path ends so, which a listener answers. */
export function serveBut(folder: string, ending: string, answer: RequestListener): Promise<string> {
  return serve((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    if (path.endsWith(ending)) return void answer(request, response);
    readFile(join(folder, path)).then(
      (content) => response.end(content),
      () => response.writeHead(404).end(),
    );
  });
}

/** Answers with a byte now and then, and never comes to an end; how much there is to come it does not say. */
export const trickle: RequestListener = (_request, response) => {
  const drop = setInterval(() => response.write('-'), 200);
  response.on('close', () => clearInterval(drop));
};

/** Answers with the beginning, and never goes on. */
export const stall: RequestListener = (_request, response) => {
  response.write('-'.repeat(1000));
};

/** A server that takes every connection and never answers. @returns its URI */
export function serveSilence(): Promise<string> {
  return serve(() => undefined);
}

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.add(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Ends the servers of a test file (after-each-file.ts). */
export function closeServers(): void {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
  servers.clear();
}
