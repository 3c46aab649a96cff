import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { TcpLine } from '../../../dev/prove/tcp-line.ts';

const open: { close: () => unknown }[] = [];

afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

/** A server that answers its name, once `answer` lets it. */
async function serve(name: string, answer: () => Promise<void> = async () => {}): Promise<number> {
  const server: Server = createServer(async (_request, response) => {
    await answer();
    response.setHeader('connection', 'close').end(name);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => server.closeAllConnections() }, { close: () => server.close() });
  return (server.address() as AddressInfo).port;
}

async function lineTo(...ports: number[]) {
  const line = new TcpLine(ports.map((port) => ({ host: '127.0.0.1', port })));
  open.unshift(line);
  const url = `http://127.0.0.1:${await line.listen()}`;
  const ask = (method = 'GET') => fetch(url, { method }).then((response) => response.text());
  return { line, ask };
}

describe('a line between two processes', () => {
  it('lets its targets take turns, and passes over one that is gone', async () => {
    const gone = await serve('gone');
    for (const each of open.splice(0)) await each.close();
    const { ask } = await lineTo(await serve('a'), gone, await serve('b'));
    const names = [await ask(), await ask(), await ask(), await ask()];
    expect(new Set(names)).toEqual(new Set(['a', 'b']));
  });

  it('ends what is under way when it is cut, and serves again when it is mended', async () => {
    let arrived = () => {};
    const atServer = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const { line, ask } = await lineTo(
      await serve('a', () => {
        arrived();
        return new Promise(() => {});
      }),
      await serve('b'),
    );
    const cutOff = ask().then(
      () => 'answered',
      () => 'cut off',
    );
    await atServer;
    line.cut();
    expect(await cutOff).toBe('cut off');
    await expect(ask()).rejects.toThrow();
    line.mend();
    expect(await ask()).toBe('b');
  });

  it('knows of a POST that has no answer yet', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let arrived = () => {};
    const atServer = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const port = await serve('a', () => {
      arrived();
      return held;
    });
    const { line, ask } = await lineTo(port);
    const answer = ask('POST');
    await atServer;
    expect(line.postsInFlight).toBe(1);
    release();
    await answer;
    expect(line.postsInFlight).toBe(0);
  });

  it('delays what goes over it while it is slow', async () => {
    const { line, ask } = await lineTo(await serve('a'));
    line.slow(150);
    const startedAt = performance.now();
    await ask();
    // Once for the question, once for the answer.
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(290);
  });
});
