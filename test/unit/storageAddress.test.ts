import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storageAddress } from '../../src/providers/haufe/files/storageAddress.ts';
import { seeded } from './property.ts';

const isTaken = (address: string, loopback = false) => storageAddress(address, loopback) !== undefined;
const table = (text: string) => text.trim().split(/\s+/);

describe('the storage that a service names', () => {
  it.each(
    table(`
      https://storage.example.com/bucket/x?X-Signature=1 https://bucket.s3.eu-central-1.amazonaws.com/x
      https://storage.googleapis.com:443/x https://BÜCHER.example/x https://storage.example.com./x
      https://203.0.113.7/x https://172.32.0.1/x https://100.128.0.1/x https://11.0.0.1/x https://192.169.0.1/x
      https://[2606:4700::1111]/x https://[::ffff:203.0.113.7]/x https://[64:ff9b::203.0.113.7]/x
      https://localhost.example.com/x https://internal.example.com/x https://mylocal.example/x https://notinternal.example/x
    `),
  )('the storage that a service names may be in the public internet: %s', (address) => {
    expect(isTaken(address)).toBe(true);
  });

  it.each(
    table(`
      https://127.0.0.1/x https://127.1/x https://0x7f000001/x https://0x7f.0.0.1/x https://2130706433/x https://0177.0.0.1/x
      https://127.0.0.1./x https://①②⑦.⓪.⓪.①/x https://0/x https://0.0.0.0/x https://0.1.2.3/x
      https://10.0.0.5/x https://10.255.255.255/x https://172.16.0.1/x https://172.31.255.255/x https://192.168.1.1/x
      https://169.254.169.254/latest https://2852039166/x https://0xa9fea9fe/x https://0251.0376.0251.0376/x
      https://100.64.0.1/x https://100.127.255.255/x https://192.0.0.192/x https://198.18.0.1/x https://198.19.255.255/x
      https://224.0.0.1/x https://240.0.0.1/x https://255.255.255.255/x
      https://[::1]/x https://[::]/x https://[0:0:0:0:0:0:0:1]/x https://[::ffff:127.0.0.1]/x https://[::ffff:7f00:1]/x
      https://[::ffff:10.0.0.1]/x https://[::ffff:a9fe:a9fe]/x https://[::127.0.0.1]/x https://[::a00:1]/x
      https://[::ffff:0:10.0.0.1]/x https://[64:ff9b::10.0.0.1]/x https://[64:ff9b:1::203.0.113.7]/x https://[2002:a00:1::]/x
      https://[fc00::1]/x https://[fd12:3456::1]/x https://[fdff:ffff::]/x https://[fe80::1]/x https://[febf::1]/x
      https://[fec0::1]/x https://[ff02::1]/x
      https://[2001:0:a00:1::1]/x https://[2001:1ff::1]/x https://[100::1]/x https://[5f00::1]/x https://[4000::1]/x
    `),
  )('the storage that a service names is refused at an address of no public network: %s', (address) => {
    expect(isTaken(address)).toBe(false);
  });

  it.each(
    table(`
      https://intranet/x https://intranet./x https://localhost/x https://LOCALHOST/x https://localhost./x https://ⓛocalhost/x
      https://a.localhost/x https://a.localhost./x https://printer.local/x https://printer.local./x https://a.b.local/x
      https://metadata.google.internal/x https://metadata.google.internal./x https://vault.default.svc/x
      https://vault.default.svc.cluster.local/x https://nas.home.arpa/x https://nas.home.arpa./x https://files.corp/x
    `),
  )('the storage that a service names is refused under a name of an internal network: %s', (address) => {
    expect(isTaken(address)).toBe(false);
  });

  it.each(
    table(`
      https://storage.example.com:8443/x https://storage.example.com:80/x http://storage.example.com/x
      http://storage.example.com:443/x https://user@storage.example.com/x https://user:pass@storage.example.com/x
      https://:pass@storage.example.com/x file:///etc/passwd data:text/plain,x blob:https://storage.example.com/x
      ftp://storage.example.com/x ws://storage.example.com/x wss://storage.example.com/x javascript:1 nonsense //a.example/x https:// https://[fe80::1%25eth0]/
    `),
  )('the storage that a service names is refused at another port, without https or with credentials: %s', (address) => {
    expect(isTaken(address)).toBe(false);
  });

  it.each([
    ['http://127.0.0.1:8080/x', true],
    ['http://localhost:9000/x', true],
    ['http://[::1]:1/x', true],
    ['https://127.0.0.1:8443/x', true],
    ['https://10.0.0.5:8443/x', true],
    ['https://storage.example.com/x', true],
    ['http://10.0.0.5/x', false],
    ['http://storage.example.com/x', false],
    ['http://user:pass@127.0.0.1/x', false],
    ['blob:http://127.0.0.1/x', false],
    ['blob:https://storage.example.com/x', false],
    ['file:///etc/passwd', false],
  ])(
    'the storage that a service names that is on this computer itself may name others, but without https none but this one: %s',
    (address, expected) => {
      expect(isTaken(address, true)).toBe(expected);
    },
  );

  it('the storage that a service names is judged by its number, however an IPv4 address is spelled', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const spelled = (value: number, radix: 8 | 10 | 16) =>
      `${{ 8: '0', 10: '', 16: '0x' }[radix]}${value === 0 && radix === 8 ? '' : value.toString(radix)}`;
    const radix = fc.constantFrom(8 as const, 10 as const, 16 as const);
    fc.assert(
      fc.property(octet, octet, octet, octet, radix, radix, (a, b, c, d, one, other) => {
        const plain = isTaken(`https://${[a, b, c, d].join('.')}/`);
        const rest = (b * 256 + c) * 256 + d;
        expect(isTaken(`https://${spelled(a, one)}.${spelled(rest, other)}/`)).toBe(plain);
        expect(isTaken(`https://${spelled(a * 2 ** 24 + rest, one)}/`)).toBe(plain);
        expect(isTaken(`https://[::ffff:${[a, b, c, d].join('.')}]/`)).toBe(plain);
      }),
      seeded('storage addresses', 500),
    );
  });
});
