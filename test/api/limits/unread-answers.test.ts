import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../../environment/conditions.ts';
import { type Api, openCompany, startApi } from '../environment.ts';

let api: Api;
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await api.close();
});

/** Asks a hundred times for a large answer and reads none of them: more than the kernel takes in our place. */
function askAndNeverRead(): Socket {
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined).pause();
  socket.write('GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(100));
  sockets.push(socket);
  return socket;
}

/** Whether the other side ended the connection. Who does not read hears of it only when writing. */
async function isCutOff(socket: Socket): Promise<boolean> {
  if (!socket.destroyed) socket.write('\r\n');
  return socket.destroyed;
}

const manyStrangers = { strangersPerAddress: { count: 100_000, windowMs: 60_000 } };

describe('a caller who asks and does not read', () => {
  it('is cut off when its patience is over', async () => {
    const unread = { patienceMs: 300, bytes: Number.POSITIVE_INFINITY };
    api = await startApi({ limits: { ...manyStrangers, unread } });
    const socket = askAndNeverRead();
    await until('the connection to be cut', () => isCutOff(socket), 20_000);
  });

  it('is cut off, the oldest first, when all such answers together hold too much', async () => {
    const unread = { patienceMs: 3_600_000, bytes: 64 * 1_024 };
    api = await startApi({ limits: { ...manyStrangers, unread } });
    const first = askAndNeverRead();
    await until('the connection to be cut', () => isCutOff(first), 20_000);
    const company = await openCompany(api);
    expect((await company.call('GET', '/v1/documents')).status).toBe(200);
  });

  it('is left alone within both bounds', async () => {
    api = await startApi({ limits: manyStrangers });
    const socket = askAndNeverRead();
    const company = await openCompany(api);
    for (let call = 0; call < 20; call++) await company.call('GET', '/v1/documents');
    expect(await isCutOff(socket)).toBe(false);
  });
});
