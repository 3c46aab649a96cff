import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectionBounds, createApiServer } from '../../../api/server.ts';
import { until } from '../../environment/conditions.ts';

/** The API's own server, ten times as strict, before an app that waits for the end of the body. */
const strict = {
  ...connectionBounds,
  headersTimeout: 500,
  requestTimeout: 1_000,
  connectionsCheckingInterval: 100,
};
const server = createApiServer(
  (request, response) => {
    if (request.url === '/half') response.write('half of it');
    else request.on('data', () => undefined).on('end', () => response.end('done'));
  },
  'https://remessa.example',
  strict,
);
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Sends a beginning, and then a byte at a time for as long as the other side takes it, or nothing more. */
function begin(beginning: string, byte?: string) {
  const socket = connect(port, '127.0.0.1');
  const connection = { heard: '', isOver: false, write: (more: string) => socket.write(more) };
  socket
    .on('error', () => undefined)
    .on('data', (data) => {
      connection.heard += String(data);
    });
  const timer = byte === undefined ? undefined : setInterval(() => socket.write(byte), 50);
  socket.on('close', () => {
    clearInterval(timer);
    connection.isOver = true;
  });
  socket.write(beginning);
  return connection;
}

const openConnections = () =>
  new Promise<number>((resolve, reject) =>
    server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  );

describe('an answer that is under way', () => {
  it('is cut off, and nothing else is written into it, when the next call on its connection cannot be read', async () => {
    const first = begin('GET /half HTTP/1.1\r\nHost: x\r\n\r\n');
    await until('the first half of the answer', async () => first.heard.includes('half of it'));
    first.write(`GET /${'x'.repeat(17 * 1_024)} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await until('the connection to be cut', async () => first.isOver);
    expect(first.heard).toMatch(/^HTTP\/1\.1 200 [\s\S]*half of it\s*$/);
  });
});

describe('a caller who never comes to an end', () => {
  it.each([
    ['of the headers', 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ', 'a'],
    ['of the body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n', 'a'],
    ['of a body in pieces', 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n', '1\r\na\r\n'],
  ])(
    '%s is sent away, two hundred of them at once, and an honest call is served beside them',
    async (_, beginning, byte) => {
      const slow = Array.from({ length: 200 }, () => begin(beginning, byte));
      const silent = begin(beginning);
      const honest = await fetch(`http://127.0.0.1:${port}/`, {
        method: 'POST',
        body: 'whole',
        headers: { connection: 'close' },
      });
      expect([honest.status, await honest.text()]).toEqual([200, 'done']);
      const all = [...slow, silent];
      await until('all of them to be sent away', async () => all.every(({ isOver }) => isOver), 20_000);
      expect(silent.heard).toMatch(/^HTTP\/1\.1 408 [\s\S]*"code":"request_too_slow"/);
      // Who writes just when the door shuts loses what was said to him (TCP resets the connection).
      expect(slow.filter(({ heard }) => heard !== '' && !heard.startsWith('HTTP/1.1 408 '))).toEqual([]);
      await until('their connections to be free', async () => (await openConnections()) === 0, 20_000);
    },
  );

  it('has five seconds for the headers and ten for the whole, and not one more connection than there is room for', () => {
    const { headersTimeout, requestTimeout, connectionsCheckingInterval } = connectionBounds;
    expect([headersTimeout, requestTimeout, connectionsCheckingInterval]).toEqual([5_000, 10_000, 1_000]);
    expect(server.maxConnections).toBe(10_000);
  });
});
