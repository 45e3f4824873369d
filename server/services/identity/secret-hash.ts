import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** argon2id with the library's defaults (19 MiB, two passes), which follow OWASP's advice. */
export function hashSecret(secret: string): Promise<string> {
  return hash(secret);
}

let decoyHash: Promise<string> | undefined;

/** Whether a PIN, password or code is the hashed one. Without a hash the answer is no, and takes as long. */
export async function isSecret(hashed: string | null | undefined, secret: string): Promise<boolean> {
  decoyHash ??= hash(randomBytes(16).toString('hex'));
  const isRight = await verify(hashed ?? (await decoyHash), secret);
  return isRight && hashed !== null && hashed !== undefined;
}
