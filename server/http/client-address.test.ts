import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { clientAddress } from './client-address.ts';

function request(remoteAddress: string | undefined, forwarded?: string): IncomingMessage {
  return { socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } } as unknown as IncomingMessage;
}

describe('the address of a client', () => {
  it.each([
    ['without a proxy', '203.0.113.9', undefined, 0, '203.0.113.9'],
    ['that claims another without a proxy', '203.0.113.9', '198.51.100.1', 0, '203.0.113.9'],
    ['behind a proxy', '10.0.0.1', '203.0.113.9', 1, '203.0.113.9'],
    ['that claims another behind a proxy', '10.0.0.1', '198.51.100.1, 203.0.113.9', 1, '203.0.113.9'],
    ['behind two proxies', '10.0.0.1', '198.51.100.1,203.0.113.9,10.0.0.2', 2, '203.0.113.9'],
    ['that came around the proxy', '203.0.113.9', undefined, 1, '203.0.113.9'],
    ['behind a proxy that wrote no address', '10.0.0.1', 'unknown', 1, '10.0.0.1'],
    ['behind fewer proxies than there should be', '10.0.0.1', '203.0.113.9', 2, '10.0.0.1'],
    ['on a socket for both versions', '::ffff:203.0.113.9', undefined, 0, '203.0.113.9'],
    ['with an IPv6 address', '2001:db8:1:2:3:4:5:6', undefined, 0, '2001:db8:1:2::/64'],
    ['with another one of the same subscriber', '2001:0DB8:1:2::1', undefined, 0, '2001:db8:1:2::/64'],
    ['with a short IPv6 address', '::1', undefined, 0, '0:0:0:0::/64'],
    ['that is gone', undefined, undefined, 0, ''],
  ])('%s', (_name, remoteAddress, forwarded, proxies, expected) => {
    expect(clientAddress(request(remoteAddress, forwarded), proxies)).toBe(expected);
  });
});
