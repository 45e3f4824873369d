import type { IncomingMessage } from 'node:http';

/** The largest request body that is read, in bytes: far above any honest operation. */
const maximumBytes = 256 * 1_024;

export type BodyOutcome = { readonly kind: 'body'; readonly text: string } | { readonly kind: 'too-large' };

/**
 * Reads a request's body as UTF-8, and stops at the limit. Listens for events, because iterating over the stream costs
 * a multiple of them for bodies that come in one piece.
 */
export function readBody(request: IncomingMessage): Promise<BodyOutcome> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maximumBytes) chunks.push(chunk);
      else resolve({ kind: 'too-large' });
    });
    request.once('end', () => {
      const [first] = chunks;
      resolve({ kind: 'body', text: (chunks.length === 1 && first ? first : Buffer.concat(chunks)).toString('utf8') });
    });
    request.once('error', reject);
  });
}
