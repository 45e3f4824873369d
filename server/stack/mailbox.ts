import { join } from 'node:path';
import type { Mailbox } from '../mailbox/mailbox.ts';

interface Options {
  readonly dataDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly say: (message: string) => void;
}

/** The mailbox of this stack, and the settings by which its programs send there. */
export interface StackMailbox {
  readonly mailbox: Mailbox;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Starts the development mailbox, unless mails go to a server of the user's own. It isn't there in an installation
 * without development packages: then mails are written down as not sent.
 */
export async function startStackMailbox({
  dataDirectory,
  environment,
  say,
}: Options): Promise<StackMailbox | undefined> {
  if (environment['SMTP_URL']) return undefined;
  try {
    const { startMailbox } = await import('../mailbox/mailbox.ts');
    const mailbox = await startMailbox({ folder: join(dataDirectory, 'mailbox'), port: 0 });
    const from = environment['MAIL_FROM'] || 'Foyer <tickets@foyer.test>';
    return { mailbox, environment: { SMTP_URL: mailbox.smtp, MAIL_FROM: from } };
  } catch (error) {
    if ((error as { readonly code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    say('Mails are not sent: SMTP_URL is not set, and the development mailbox is not installed.');
    return undefined;
  }
}
