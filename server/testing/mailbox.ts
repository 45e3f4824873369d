import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime, { type Email } from 'postal-mime';
import { vi } from 'vitest';
import { fileNameOf, startMailbox } from '../mailbox/mailbox.ts';

/** A mail server of a test's own, and what arrived in it. */
export interface TestMailbox extends AsyncDisposable {
  /** For `SMTP_URL`. */
  readonly smtp: string;
  /** All mails to an address so far, the oldest first. */
  mailsTo(address: string): Promise<readonly Email[]>;
  /** Waits until at least so many mails to an address have arrived, and gives all of them. */
  waitForMails(address: string, count?: number): Promise<readonly Email[]>;
  /** Nothing answers there any more; what arrived stays. */
  stop(): Promise<void>;
}

/** Longer than any mail takes on a busy machine, in ms. */
const patience = { timeout: 30_000, interval: 50 };

/** Opens a mailbox on a free port, or on that of one which was stopped. Its files go with it. */
export async function openMailbox(port = 0): Promise<TestMailbox> {
  const folder = await mkdtemp(join(tmpdir(), 'foyer-mailbox-'));
  const mailbox = await startMailbox({ folder, port });
  const mailsTo = async (address: string): Promise<readonly Email[]> => {
    const names = (await readdir(folder)).filter(
      (name) => !name.startsWith('.') && name.includes(`-${fileNameOf(address)}-`),
    );
    return Promise.all(names.toSorted().map(async (name) => PostalMime.parse(await readFile(join(folder, name)))));
  };
  return {
    smtp: mailbox.smtp,
    mailsTo,
    waitForMails: (address, count = 1) =>
      vi.waitFor(async () => {
        const mails = await mailsTo(address);
        if (mails.length < count) throw new Error(`${mails.length} of ${count} mails to ${address} have arrived`);
        return mails;
      }, patience),
    stop: () => mailbox.stop(),
    async [Symbol.asyncDispose]() {
      await mailbox.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
