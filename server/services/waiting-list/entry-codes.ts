import { createHmac, timingSafeEqual } from 'node:crypto';
import { codeFromBytes, parseCode } from '#shared/domain/codes.ts';
import type { WaitingEntryId } from '#shared/domain/ids.ts';

/**
 * The secret codes that guests know their place on a waiting list by. They are made from the entry and a secret of the
 * server's, so that nothing that is stored gives them away, and a retry is told the same one.
 */
export class EntryCodes {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** Two groups of eight characters: 80 bits. */
  codeOf(id: WaitingEntryId): string {
    const bytes = createHmac('sha256', this.#secret).update(`waiting list ${id}`).digest();
    return codeFromBytes(bytes) + codeFromBytes(bytes.subarray(8));
  }

  /** Whether somebody who typed this knows the entry's code. */
  isCodeOf(id: WaitingEntryId, typed: string): boolean {
    const characters = typed.replaceAll(/[\s-]/g, '');
    const [first, second] = [parseCode(characters.slice(0, 8)), parseCode(characters.slice(8))];
    const code = Buffer.from(this.codeOf(id));
    const given = Buffer.from(`${first ?? ''}${second ?? ''}`);
    return given.length === code.length && timingSafeEqual(given, code);
  }
}
