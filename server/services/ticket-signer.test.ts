import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decodeTicketQr } from '#shared/domain/ticket-qr.ts';
import { generateTicketKey, TicketSigner } from './ticket-signer.ts';

const claim = { serial: 'LC-118-0431', showtimeId: 'st-2026-11-21-1-1915', seatId: 'F10' };

describe('ticket codes', () => {
  const signer = new TicketSigner(generateTicketKey());
  const qr = signer.qr(claim);

  it('are verified with nothing but the public key', () => {
    const decoded = decodeTicketQr(qr);
    if (!decoded) throw new Error('the code was not read');
    const key = createPublicKey({ key: JSON.parse(signer.publicKey) as Record<string, string>, format: 'jwk' });
    expect(verify(null, Buffer.from(decoded.signed), key, decoded.signature)).toBe(true);
    expect(decoded.claim).toEqual(claim);
    expect(signer.publicKey).not.toContain('"d"');
  });

  it('are refused when anything in them was changed, or another key signed them', () => {
    const [head, payload, signature] = qr.split('.');
    const other = Buffer.from(JSON.stringify(['LC-118-0431', claim.showtimeId, 'F11'])).toString('base64url');
    expect(signer.verify(`${head}.${other}.${signature}`)).toBeUndefined();
    expect(signer.verify(new TicketSigner(generateTicketKey()).qr(claim))).toBeUndefined();
    expect(signer.verify(`${head}.${payload}`)).toBeUndefined();
    expect(signer.verify('https://example.org')).toBeUndefined();
    expect(signer.verify(qr)).toEqual(claim);
  });

  it('stay short enough for a coarse code', () => {
    expect(qr.length).toBeLessThan(190);
  });
});
