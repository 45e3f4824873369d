import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

/** The largest request body that is read unless said otherwise, in bytes. */
const usualMaximumBytes = 256 * 1_024;

/** What is sent beyond the limit is dropped up to here, so that the sender lives to read the answer. In bytes. */
const patienceBytes = 1_024 * 1_024;

export type BodyOutcome =
  /** `isUtf8`: whether the text is what was sent; otherwise some of it is replaced. */
  { readonly kind: 'body'; readonly text: string; readonly isUtf8: boolean } | { readonly kind: 'too-large' };

/**
 * Reads a request's body as UTF-8, and stops at `maximumBytes`. Listens for events, because iterating over the stream costs
 * a multiple of them for bodies that come in one piece. Rejects when the sender goes away.
 */
export function readBody(request: IncomingMessage, maximumBytes = usualMaximumBytes): Promise<BodyOutcome> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maximumBytes) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      resolve({ kind: 'too-large' });
      if (size > patienceBytes) request.destroy();
    });
    request.once('end', () => {
      const [first] = chunks;
      const bytes = chunks.length === 1 && first ? first : Buffer.concat(chunks);
      resolve({ kind: 'body', text: bytes.toString('utf8'), isUtf8: isUtf8(bytes) });
    });
    request.once('error', reject);
  });
}
