import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** A mail server for development: it delivers nothing and keeps everything, one file a mail and recipient. */
export interface Mailbox {
  readonly smtp: string;
  /** Where the mails lie, as `<time>-<recipient>-<random>.eml`. */
  readonly folder: string;
  stop(): Promise<void>;
}

interface Options {
  /** Made where it is missing, readable by its owner only. */
  readonly folder: string;
  /** 0 takes a free one. */
  readonly port: number;
}

const largestMail = 25 * 1024 * 1024;

/**
 * What it says to addresses with these names before the `@`, so that one can see what becomes of mails that aren't taken:
 * `refused@…` never, `later@…` not now.
 */
const refusals: Readonly<Record<string, { readonly responseCode: number; readonly message: string }>> = {
  refused: { responseCode: 550, message: 'there is no such mailbox here' },
  later: { responseCode: 450, message: 'the mailbox is busy, try again later' },
};

/** Starts the mailbox on 127.0.0.1. Throws when the port is taken or the folder can't be made. */
export async function startMailbox({ folder, port }: Options): Promise<Mailbox> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const server = new SMTPServer({
    banner: 'Foyer mailbox',
    size: largestMail,
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    closeTimeout: 500,
    onRcptTo({ address }, _session, callback) {
      const refusal = refusals[address.split('@', 1)[0] ?? ''];
      callback(refusal && Object.assign(new Error(refusal.message), { responseCode: refusal.responseCode }));
    },
    onData(stream, session, callback) {
      void (async () => {
        try {
          await keep(folder, stream, session);
        } catch (error) {
          callback(error instanceof Error ? error : new Error(String(error)));
          return;
        }
        callback();
      })();
    },
  });
  // A client that breaks off is no reason to end; a port that is taken is, and comes while we wait.
  server.on('error', () => undefined);
  server.listen(port, '127.0.0.1');
  await Promise.race([
    once(server.server, 'listening'),
    once(server, 'error').then(([error]) => Promise.reject(error)),
  ]);
  const address = server.server.address();
  if (typeof address !== 'object' || !address) throw new Error('the mailbox has no port');
  return {
    smtp: `smtp://127.0.0.1:${address.port}`,
    folder,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
      }),
  };
}

async function keep(folder: string, stream: SMTPServerDataStream, { envelope }: SMTPServerSession): Promise<void> {
  const mail = await buffer(stream);
  if (stream.sizeExceeded) throw Object.assign(new Error('the mail is too large'), { responseCode: 552 });
  const time = new Date().toISOString().replaceAll(/[-:]/g, '');
  for (const { address } of envelope.rcptTo) {
    const name = `${time}-${fileNameOf(address)}-${randomUUID().slice(0, 8)}.eml`;
    // Whoever looks into the folder sees whole mails only.
    const unfinished = join(folder, `.${name}`);
    await writeFile(unfinished, mail, { mode: 0o600 });
    await rename(unfinished, join(folder, name));
  }
}

/** An address as a part of a file's name. */
export function fileNameOf(address: string): string {
  return address
    .toLowerCase()
    .replaceAll(/[^a-z0-9@._+]/g, '_')
    .slice(0, 100);
}
