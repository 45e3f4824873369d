import { ipcMain } from 'electron';
import log from 'electron-log/main';
import type { z } from 'zod';
import type { InvokeChannel, Payload, Reply } from '#shared/ipc/channels.ts';
import { isTrustedSender } from './trusted-sender.ts';

/** What answers one channel: the shape that a payload must have, and the work. */
export interface Handler<Channel extends InvokeChannel> {
  readonly payload: z.ZodType<Payload<Channel>>;
  handle(payload: Payload<Channel>): Reply<Channel> | Promise<Reply<Channel>>;
}

/**
 * Answers a channel for the station's own page alone. A wrong payload never reaches the handler; what was wrong goes
 * back by field names, without the values, which may be secret.
 */
export function handle<Channel extends InvokeChannel>(channel: Channel, handler: Handler<Channel>): void {
  ipcMain.handle(channel, async (event, ...payloads: unknown[]) => {
    if (!isTrustedSender(event)) {
      log.warn(`Refused ${channel} from a foreign page`);
      throw new Error(`${channel}: refused`);
    }
    const parsed = handler.payload.safeParse(payloads[0]);
    if (!parsed.success) {
      const fields = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'payload'}: ${issue.code}`);
      throw new Error(`${channel}: wrong payload (${fields.join('; ')})`);
    }
    return handler.handle(parsed.data);
  });
}
