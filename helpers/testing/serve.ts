import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const servers = new Set<Server>();

/** Serves the files of a folder by http on this machine, until the test file is done. @returns its URI */
export function serveFolder(folder: string): Promise<string> {
  return serve((request, response) => {
    readFile(join(folder, decodeURIComponent(request.url ?? ''))).then(
      (content) => response.end(content),
      () => response.writeHead(404).end(),
    );
  });
}

/** A server that takes every connection and never answers. @returns its URI */
export function serveSilence(): Promise<string> {
  return serve(() => undefined);
}

/** Serves what a listener answers on this machine, until the test file is done. @returns its URI */
export async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.add(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterAll(() => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
});
