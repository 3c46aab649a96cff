import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runWhile } from '../../../dev/programs/run-while.ts';
import { answers } from '../../../dev/programs/sdk-download.ts';
import { freePort } from '../../../dev/stack/ports.ts';

describe('whether a download server answers', () => {
  it('is yes, whatever it answers', async () => {
    const url = await listening(createServer((_, response) => response.writeHead(404).end()));
    expect(await answers(url, 20_000)).toBe(true);
  });

  it('is no where nobody listens', async () => {
    expect(await answers(`http://127.0.0.1:${await freePort()}/`, 20_000)).toBe(false);
  });

  it('is no, after a moment, where somebody takes the call and never says a word', async () => {
    const url = await listening(createServer(() => {}));
    expect(await answers(url, 100)).toBe(false);
  });
});

describe('a download', () => {
  const program = (code: string) => ({ file: process.execPath, args: ['-e', code] });

  it('is given up when it stands still', async () => {
    expect(await runWhile(program('setInterval(() => {}, 1000)'), () => false, 50)).toBe(false);
  });

  it('is not given up while it gets on, however slowly', async () => {
    let looks = 0;
    const getsOn = () => ++looks > 0;
    expect(await runWhile(program('setTimeout(() => {}, 500)'), getsOn, 50)).toBe(true);
    expect(looks).toBeGreaterThan(1);
  });

  it('that fails, or cannot even begin, has not succeeded', async () => {
    expect(await runWhile(program('process.exit(3)'), () => true, 1_000)).toBe(false);
    expect(await runWhile({ file: '/nowhere/at-all', args: [] }, () => true, 1_000)).toBe(false);
  });
});

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
