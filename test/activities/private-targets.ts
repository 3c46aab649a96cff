import { networkInterfaces } from 'node:os';

/** Loopback, private, link-local, shared and metadata addresses: what an attacker would have us call. */
export const privateAddresses = [
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.0.1',
  '169.254.169.254',
  '100.100.100.200',
  '224.0.0.1',
  '255.255.255.255',
];

/** Ways to write an IPv4 address in a URL that a check of the text would not recognise. */
export function spellings(address: string): string[] {
  const [a, b, c, d] = address.split('.').map(Number) as [number, number, number, number];
  const whole = ((a * 256 + b) * 256 + c) * 256 + d;
  const hex = (part: number) => `0x${part.toString(16)}`;
  const octal = (part: number) => `0${part.toString(8)}`;
  const pair = (high: number, low: number) => (high * 256 + low).toString(16);
  const [first, second] = [pair(a, b), pair(c, d)];
  return [
    address,
    `${address}.`,
    String(whole),
    `${whole}.`,
    hex(whole),
    octal(whole),
    [a, b, c, d].map(hex).join('.'),
    [a, b, c, d].map(octal).join('.'),
    [a, b, c, d].map((part) => `00000${part.toString(8)}`).join('.'),
    `${a}.${(b * 256 + c) * 256 + d}`,
    `${a}.${b}.${c * 256 + d}`,
    `${hex(a)}.${octal(b)}.${c}.${hex(d)}`,
    address.replaceAll('.', '。'),
    address.replaceAll('.', '．'),
    address.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    address.replace(/\d/g, (digit) => String.fromCodePoint(0x1d7d8 + Number(digit))),
    address.replace(/\d/g, (digit) => `%3${digit}`),
    `user:secret@${address}`,
    `erp.example%40${address}@${address}`,
    `[::ffff:${address}]`,
    `[::ffff:${first}:${second}]`,
    `[0:0:0:0:0:FFFF:${first}:${second}]`,
    `[::ffff:0:${address}]`,
    `[::${address}]`,
    `[64:ff9b::${address}]`,
    `[64:ff9b:1::${address}]`,
    `[2002:${first}:${second}::1]`,
    `[2001:0:${first}:${second}::1]`,
  ];
}

/** Hosts that are private in IPv6, or that a reader of URLs may take for something else. */
export const otherHosts = [
  '[::]',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[0000:0000:0000:0000:0000:0000:0000:0001]',
  '[fe80::1]',
  '[fe80::1%25eth0]',
  '[fe80::1%eth0]',
  '[::1%25lo]',
  '[febf::1]',
  '[fec0::1]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[fd12:3456:789a::1]',
  '[ff02::1]',
  '[ff05::2]',
  '[100::1]',
  '[2001:db8::1]',
  '[3fff::1]',
  '[2001:20::1]',
  '[2001:2::1]',
  '[5f00::1]',
  '127.1',
  '127.0.1',
  '0',
  '0x7f000001.',
  '192.0.0.1',
  '192.0.2.1',
  '192.88.99.1',
  '198.18.0.1',
  '198.51.100.7',
  '203.0.113.7',
  '240.0.0.1',
  '0.1.2.3',
  'localhost',
  'LOCALHOST',
  'localhost.',
  'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ',
  'loc\tal\nhost',
  'erp.example@localhost',
];

/** Where a socket of this very machine listens. */
export const addressesOfThisMachine = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .map(({ address, family }) => (family === 'IPv6' ? `[${address.split('%')[0]}]` : address));
