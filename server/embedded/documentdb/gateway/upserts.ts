import type { Command } from './command.ts';

/** The element `upsert: true` as it stands in BSON. */
const UPSERT = Buffer.from('\x08upsert\0\x01', 'latin1');
const UPSERTING = new Set(['update', 'findAndModify', 'findandmodify']);

/**
 * Whether some statement inserts what it doesn't find. The engine tells one that loses a race that it was done although it
 * wasn't, so that they queue for their collection. Found in the bytes, now and then for nothing.
 */
export function mayUpsert({ name, body, sequence }: Command): boolean {
  return UPSERTING.has(name) && (body.includes(UPSERT) || (sequence?.includes(UPSERT) ?? false));
}
