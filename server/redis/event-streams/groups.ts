import { ErrorReply } from 'redis';
import type { RedisClient } from '../client.ts';

/**
 * Whether a command failed because its group (or the whole stream) is missing: at first, and again after Redis lost its
 * data. `UNBLOCKED` is what Redis 7.0 tells a reader that waits when its stream goes.
 */
export function isGroupMissing(error: unknown): boolean {
  return error instanceof ErrorReply && /^(?:NOGROUP|UNBLOCKED) /.test(error.message);
}

/** The reply about a stream and its group; undefined before they are there. */
export async function unlessMissing<Reply>(reply: Promise<Reply>): Promise<Reply | undefined> {
  try {
    return await reply;
  } catch (error) {
    if (error instanceof ErrorReply && /^(?:NOGROUP|ERR no such key)/.test(error.message)) return undefined;
    throw error;
  }
}

/** Creates the group on every stream, from the stream's beginning, where it is missing. */
export async function ensureGroup(redis: RedisClient, streams: readonly string[], group: string): Promise<void> {
  for (const stream of streams) {
    try {
      await redis.xGroupCreate(stream, group, '0', { MKSTREAM: true });
    } catch (error) {
      if (!(error instanceof ErrorReply) || !error.message.startsWith('BUSYGROUP')) throw error;
    }
  }
}
