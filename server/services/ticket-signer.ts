import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { decodeTicketQr, encodeTicketClaim, type TicketClaim } from '#shared/domain/ticket-qr.ts';

/** Signs the QR codes of tickets with Ed25519, so that a door can check them with nothing but the public key. */
export class TicketSigner {
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;

  /** `jwk`: the private key as JSON text. Throws when it isn't an Ed25519 key. */
  constructor(jwk: string) {
    this.#privateKey = createPrivateKey({ key: JSON.parse(jwk) as Record<string, string>, format: 'jwk' });
    if (this.#privateKey.asymmetricKeyType !== 'ed25519') throw new Error('the ticket key is not an Ed25519 key');
    this.#publicKey = createPublicKey(this.#privateKey);
  }

  /** The text of a ticket's QR code. */
  qr(claim: TicketClaim): string {
    const signed = encodeTicketClaim(claim);
    return `${signed}.${sign(null, Buffer.from(signed), this.#privateKey).toString('base64url')}`;
  }

  /** What a scanned text says, when the signature is ours. */
  verify(scanned: string): TicketClaim | undefined {
    const decoded = decodeTicketQr(scanned);
    if (!decoded) return undefined;
    return verify(null, Buffer.from(decoded.signed), this.#publicKey, decoded.signature) ? decoded.claim : undefined;
  }

  /** The public key as a JWK in JSON text. */
  get publicKey(): string {
    return JSON.stringify(this.#publicKey.export({ format: 'jwk' }));
  }
}

/** A new private key as a JWK in JSON text. */
export function generateTicketKey(): string {
  return JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
}
