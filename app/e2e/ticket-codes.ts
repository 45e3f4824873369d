import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import jsQr from 'jsqr';
import { decodeTicketQr, type TicketClaim } from '#shared/domain/ticket-qr.ts';
import { ask } from './box-office-api.ts';

/**
 * Reads the QR code of a printed picture. `page` is any page: the browser knows how to read PNG.
 * @throws Error when there is no code on it
 */
export async function readCode(page: Page, pngFile: string): Promise<string> {
  const { data, width, height } = await page.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
      if (!context) throw new Error('the browser cannot draw');
      context.drawImage(image, 0, 0);
      const pixels = context.getImageData(0, 0, image.width, image.height);
      return { data: pixels.data, width: image.width, height: image.height };
    },
    `data:image/png;base64,${readFileSync(pngFile, 'base64')}`,
  );
  const code = jsQr(new Uint8ClampedArray(data), width, height);
  if (!code) throw new Error(`there is no code on ${pngFile}`);
  return code.data;
}

/** Paper of a network printer: black dots are set bits, row by row, the leftmost in the highest bit. */
interface Paper {
  readonly width: number;
  readonly height: number;
  readonly rows: Uint8Array;
}

/** Reads the QR code on a piece of paper, if there is one. */
export function scan({ width, height, rows }: Paper): string | undefined {
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let dot = 0; dot < width * height; dot += 1) {
    const isBlack = ((rows[dot >> 3] ?? 0) >> (7 - (dot & 7))) & 1;
    pixels.fill(isBlack ? 0 : 255, dot * 4, dot * 4 + 3);
    pixels[dot * 4 + 3] = 255;
  }
  return jsQr(pixels, width, height)?.data;
}

/** What a scanned code claims, when its signature is by the box office's key; undefined otherwise. Works as a door does. */
export async function verifiedClaim(url: string, scanned: string): Promise<TicketClaim | undefined> {
  const { ticketVerificationKey } = await ask<{ ticketVerificationKey: string }>(url, '{ ticketVerificationKey }');
  const key = createPublicKey({ key: JSON.parse(ticketVerificationKey) as Record<string, string>, format: 'jwk' });
  const ticket = decodeTicketQr(scanned);
  if (!ticket || key.asymmetricKeyType !== 'ed25519') return undefined;
  return verify(null, Buffer.from(ticket.signed), key, ticket.signature) ? ticket.claim : undefined;
}
