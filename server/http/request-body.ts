import type { IncomingMessage } from 'node:http';

/** The largest request body that is read, in bytes: far above any honest operation. */
const maximumBytes = 256 * 1_024;

export type BodyOutcome = { readonly kind: 'body'; readonly text: string } | { readonly kind: 'too-large' };

/** Reads a request's body as UTF-8, and stops at the limit. */
export async function readBody(request: IncomingMessage): Promise<BodyOutcome> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maximumBytes) return { kind: 'too-large' };
    chunks.push(chunk);
  }
  return { kind: 'body', text: Buffer.concat(chunks).toString('utf8') };
}
