/**
 * What a ticket's QR code says: `F1.<payload>.<signature>`, both base64url. The payload is JSON with short names so that
 * the code stays coarse enough for a thermal printer; the Ed25519 signature covers the text before the second dot.
 * Anyone with the public key can check a ticket without the network.
 */
export interface TicketClaim {
  readonly serial: string;
  readonly showtimeId: string;
  readonly seatId: string;
}

const prefix = 'F1';

/** The part of the QR text that is signed. */
export function encodeTicketClaim(claim: TicketClaim): string {
  return `${prefix}.${toBase64Url(JSON.stringify([claim.serial, claim.showtimeId, claim.seatId]))}`;
}

/** Splits a scanned text into what was signed, the claim and the signature; undefined when it is not a ticket of ours. */
export function decodeTicketQr(
  scanned: string,
): { readonly signed: string; readonly claim: TicketClaim; readonly signature: Uint8Array } | undefined {
  const [head, payload, signature, ...rest] = scanned.trim().split('.');
  if (head !== prefix || !payload || !signature || rest.length > 0) return undefined;
  const claim = parseClaim(payload);
  const signatureBytes = bytesFromBase64Url(signature);
  return claim && signatureBytes && { signed: `${head}.${payload}`, claim, signature: signatureBytes };
}

function parseClaim(payload: string): TicketClaim | undefined {
  const bytes = bytesFromBase64Url(payload);
  if (!bytes) return undefined;
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (!Array.isArray(parsed) || parsed.length !== 3 || !parsed.every((each) => typeof each === 'string'))
      return undefined;
    const [serial, showtimeId, seatId] = parsed as [string, string, string];
    return { serial, showtimeId, seatId };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function toBase64Url(text: string): string {
  const binary = String.fromCharCode(...new TextEncoder().encode(text));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function bytesFromBase64Url(text: string): Uint8Array | undefined {
  if (!/^[\w-]+$/.test(text)) return undefined;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
