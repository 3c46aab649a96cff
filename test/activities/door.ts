import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Our own public address as the worker sees it, which a test may shut. */
export interface Door {
  url: string;
  isWell: boolean;
  close(): Promise<void>;
}

export async function openDoor(): Promise<Door> {
  const server = createServer((_request, response) => {
    response.writeHead(door.isWell ? 200 : 503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const door: Door = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    isWell: true,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return door;
}
