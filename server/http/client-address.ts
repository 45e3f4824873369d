import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * The address that a request comes from, as limits count it: an IPv4 address, or the first half of an IPv6 one, because a
 * subscriber has all of its second half. `proxies`: how many proxies of ours stand in front and each add whom they heard
 * to X-Forwarded-For; what others wrote there is not believed.
 */
export function clientAddress({ socket, headers }: IncomingMessage, proxies: number): string {
  const peer = socket.remoteAddress ?? '';
  const forwarded =
    proxies > 0 ? [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').at(-proxies) : undefined;
  const address = forwarded?.trim() ?? peer;
  return subscriber(isIP(address) > 0 ? address : peer);
}

/** Whether the client itself speaks TLS, as far as the proxy in front tells. */
export function isBehindTls({ headers }: IncomingMessage, proxies: number): boolean {
  return proxies > 0 && headers['x-forwarded-proto'] === 'https';
}

function subscriber(address: string): string {
  const mapped = /^::ffff:(?<v4>\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.groups?.['v4'];
  if (mapped !== undefined) return mapped;
  if (isIP(address) !== 6) return address;
  return `${groupsOf(address).slice(0, 4).join(':')}::/64`;
}

/** The eight groups of an IPv6 address; `::` stands for the zeros that are missing. */
function groupsOf(address: string): readonly string[] {
  const [before = '', after] = address.toLowerCase().split('%', 1)[0]?.split('::') ?? [];
  const head = before.split(':').filter(Boolean);
  const tail = (after ?? '').split(':').filter(Boolean);
  const zeros = after === undefined ? 0 : 8 - head.length - tail.length;
  return [...head, ...Array.from({ length: zeros }, () => '0'), ...tail].map((group) => group.replace(/^0+(?=.)/, ''));
}
