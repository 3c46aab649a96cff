import { createServer } from 'node:http';
import net, { type AddressInfo, type LookupFunction } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { guardedPost, isPublicAddress } from '../../activities/guarded-post.ts';
import { addressesOfThisMachine, otherHosts, privateAddresses, spellings } from './private-targets.ts';

/** The attacker's aim. It listens on every address of this machine, and must not get one connection. */
const heard: string[] = [];
const home = createServer((_request, response) => response.end('the secret'));
home.on('connection', (socket) => heard.push(String(socket.remoteAddress)));
let homePort = 0;

/** What stands for the internet: who connects to a public address arrives here. */
const internet = createServer((request, response) => {
  const redirect = /^\/redirect\/(\d+)$/.exec(request.url ?? '')?.[1];
  if (redirect) response.writeHead(Number(redirect), { location: `http://127.0.0.1:${homePort}/secret` });
  // Every call connects anew, so every call looks the name up anew.
  response.shouldKeepAlive = false;
  response.end('public');
});
let internetPort = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => home.listen(0, '::', resolve));
  await new Promise<void>((resolve) => internet.listen(0, '127.0.0.1', resolve));
  homePort = (home.address() as AddressInfo).port;
  internetPort = (internet.address() as AddressInfo).port;
});
afterEach(() => {
  vi.restoreAllMocks();
  expect(heard).toEqual([]);
});
afterAll(() => {
  home.close();
  internet.close();
});

const privateTargets = [...privateAddresses.flatMap(spellings), ...otherHosts, ...addressesOfThisMachine];

describe('a private address is not called, however it is written', () => {
  it('of more than 250 spellings, not one opens a connection', async () => {
    expect(privateTargets.length).toBeGreaterThan(250);
    const post = guardedPost({ privateAllowed: false });
    const answers = await Promise.all(
      privateTargets.map(async (host) => ({
        host,
        ...(await post(`http://${host}:${homePort}/`, {}, '{}')),
      })),
    );
    const refusal = /leads to an address that is not public$|^not an address$/;
    // A name that nobody knows is no way in either.
    const notThere = /ENOTFOUND|EAI_AGAIN/;
    const letThrough = answers.filter(
      ({ status, error }) => status !== null || !(refusal.test(error ?? '') || notThere.test(error ?? '')),
    );
    expect(letThrough).toEqual([]);
    expect(answers.filter(({ error }) => notThere.test(error ?? '')).length).toBeLessThan(3);
  });

  it('nor as what a name server answers', () => {
    const asWritten = privateTargets.map((host) => host.replace(/^\[|\]$/g, ''));
    const asRead = privateTargets.flatMap((host) =>
      URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, '') : [],
    );
    const bare = [...asWritten, ...asRead];
    const addresses = bare.filter((host) => net.isIP(host) !== 0);
    expect(addresses.length).toBeGreaterThan(300);
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });

  it.each(['8.8.8.8', '93.184.216.34', '172.15.0.1', '172.32.0.1', '100.63.0.1', '2606:4700:4700::1111'])(
    'while %s is public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe('a name is called where it pointed when it was checked', () => {
  const [publicOne, anotherPublic] = ['93.184.216.34', '93.184.216.35'];

  it.each([
    ['a private address', ['10.0.0.1']],
    ['loopback', ['127.0.0.1']],
    ['loopback in IPv6', ['::1']],
    ['loopback, mapped', ['::ffff:127.0.0.1']],
    ['the metadata of a cloud', ['169.254.169.254']],
    ['a public and a private address', [publicOne, '127.0.0.1']],
    ['a private and a public address', ['192.168.0.1', publicOne]],
    ['an address with a zone', ['fe80::1%eth0']],
    ['no address', []],
    ['what is no address', ['localhost']],
  ])('and nowhere when it points to %s', async (_, addresses) => {
    const { connected, post } = onlyInternet([addresses]);
    expect((await post('http://erp.example/')).status).toBeNull();
    expect(connected).toEqual([]);
  });

  it('and nowhere when the name server fails', async () => {
    const lookUp: LookupFunction = (_name, _options, callback) =>
      callback(Object.assign(new Error('no answer'), { code: 'EAI_AGAIN' }), []);
    const answer = await guardedPost({ privateAllowed: false, lookUp })('http://erp.example/', {}, '{}');
    expect(answer).toMatchObject({ status: null, error: expect.stringContaining('EAI_AGAIN') });
  });

  it('so it cannot turn private between the check and the connection', async () => {
    const { connected, asked, post } = onlyInternet([[publicOne], ['127.0.0.1']]);
    expect(await post('http://rebound.example/')).toMatchObject({ status: 200, body: 'public' });
    // One question for one connection: the second answer of the name server could not have been used.
    expect([asked(), connected]).toEqual([1, [[publicOne]]]);
    expect(await post('http://rebound.example/')).toMatchObject({
      status: null,
      error: expect.stringContaining('not public'),
    });
    expect([asked(), connected]).toEqual([2, [[publicOne]]]);
  });

  it('and follows a name that moves from one public address to another', async () => {
    const { connected, post } = onlyInternet([[publicOne], [anotherPublic]]);
    await post('http://erp.example/');
    await post('http://erp.example/');
    expect(connected).toEqual([[publicOne], [anotherPublic]]);
  });

  it.each([301, 302, 303, 307, 308])(
    'and no further when it answers %i to a private address',
    async (status) => {
      const { connected, post } = onlyInternet([[publicOne]]);
      expect((await post(`http://erp.example/redirect/${status}`)).status).toBe(status);
      expect(connected).toEqual([[publicOne]]);
    },
  );
});

/**
 * A guard whose names are answered from the list, one answer after the other, and a network in which every public
 * address is our `internet` server. `connected` are the addresses that a connection was opened to.
 */
function onlyInternet(answers: string[][]) {
  let asked = 0;
  const connected: string[][] = [];
  const lookUp: LookupFunction = (_name, _options, callback) => {
    const addresses = answers[asked] ?? [];
    asked += 1;
    callback(
      null,
      addresses.map((address) => ({ address, family: net.isIP(address) })),
    );
  };
  const connect = net.connect;
  vi.spyOn(net, 'connect').mockImplementation(((options: net.TcpNetConnectOpts) => {
    const guarded = options.lookup as LookupFunction;
    const toInternet: LookupFunction = (name, wanted, callback) =>
      guarded(name, { ...wanted, all: true }, (error, found) => {
        if (error) return callback(error, []);
        connected.push((found as { address: string }[]).map(({ address }) => address));
        callback(null, [{ address: '127.0.0.1', family: 4 }]);
      });
    return connect({ ...options, port: internetPort, lookup: toInternet });
  }) as typeof net.connect);
  const post = guardedPost({ privateAllowed: false, lookUp });
  return { connected, asked: () => asked, post: (url: string) => post(url, {}, '{}') };
}
