import { createServer } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardedPost, isPublicAddress } from '../../activities/guarded-post.ts';

/** Everything here would be reached if the guard let it through; it must stay silent. */
const heard: string[] = [];
const server = createServer((request, response) => {
  heard.push(request.url ?? '');
  response.end();
});
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

describe('an address that others chose', () => {
  it.each([
    'http://127.0.0.1',
    'http://localhost',
    'http://[::1]',
    'http://0.0.0.0',
    'http://[::]',
    'http://2130706433',
    'http://0x7f.1',
    'http://0177.0.0.1',
    'http://[::ffff:127.0.0.1]',
    'http://[::ffff:7f00:1]',
    'http://127.1',
  ])('is not called when it leads home: %s', async (origin) => {
    const post = guardedPost({ privateAllowed: false });
    const result = await post(`${origin}:${port}/secret`, {}, '{}');
    expect(result.status).toBeNull();
    expect(result.error).toContain('not public');
    expect(heard).toEqual([]);
  });

  it.each([
    ['https://93.184.216.34/events', 'is an address without a name'],
    ['https://[2606:4700:4700::1111]/events', 'is an address without a name'],
    ['https://erp.example:8443/events', 'port 8443 is not one that may be called'],
    ['http://erp.example/events', 'port 80 is not one that may be called'],
  ])('is not even looked up without a name, or at another port than those allowed: %s', async (url, why) => {
    const asked: string[] = [];
    const lookUp: LookupFunction = (hostname, _options, callback) => {
      asked.push(hostname);
      callback(Object.assign(new Error('nobody'), { code: 'ENOTFOUND' }), []);
    };
    const post = guardedPost({ privateAllowed: false, ports: [443], lookUp });
    const result = await post(url, {}, '{}');
    expect([result.status, asked]).toEqual([null, []]);
    expect(result.error).toContain(why);
    expect((await post('https://erp.example/events', {}, '{}')).error).toContain('ENOTFOUND');
    expect(asked).toEqual(['erp.example']);
  });

  it('is called there in development', async () => {
    const post = guardedPost({ privateAllowed: true });
    expect(await post(`http://localhost:${port}/open`, {}, '{}')).toEqual({
      status: 200,
      body: '',
      error: null,
    });
    expect(heard.splice(0)).toEqual(['/open']);
  });

  it.each([
    ['10.0.0.1', false],
    ['172.16.5.4', false],
    ['192.168.1.1', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['198.51.100.7', false],
    ['fc00::1', false],
    ['fe80::1', false],
    ['64:ff9b::7f00:1', false],
    ['2002:7f00:1::', false],
    ['2001::1', false],
    ['::', false],
    ['ff02::1', false],
    ['not an address', false],
    ['8.8.8.8', true],
    ['2606:4700:4700::1111', true],
  ])('%s is public: %s', (address, isPublic) => {
    expect(isPublicAddress(address)).toBe(isPublic);
  });
});
