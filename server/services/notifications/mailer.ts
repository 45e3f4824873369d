import { createTransport } from 'nodemailer';
import { answerWithin } from '../patience.ts';
import { MailRefusedError, MailServerAwayError } from './mail-errors.ts';

/** A mail, ready to go. */
export interface OutgoingMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Unique for the mail, and the same when it is sent again: `<local part>` of its Message-ID. */
  readonly id: string;
  readonly locale: string;
  readonly attachments: readonly { readonly filename: string; readonly content: Buffer }[];
}

/** Sends mails. */
export interface Mailer {
  /**
   * Resolves when the server has taken the mail. Throws `MailServerAwayError` when it can't be reached, `MailRefusedError`
   * when it won't take this mail however often it is asked, and anything else when it is worth another try.
   */
  send(mail: OutgoingMail): Promise<void>;
  close(): void;
}

const connections = 5;
const connectMs = 10_000;
const silenceMs = 30_000;
/** Longer than a mail may take in all. */
export const sendPatienceMs = 90_000;

export interface SmtpSettings {
  readonly url: string;
  /** The sender's address, perhaps with a name before it. */
  readonly from: string;
}

/** Sends over SMTP. */
export function smtpMailer({ url, from }: SmtpSettings): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: connections,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silenceMs,
    // What a mail carries is handed over as bytes, never fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@(?<domain>[^>\s]+)>?$/.exec(from)?.groups?.['domain'] ?? 'localhost';
  return {
    async send({ to, subject, text, html, id, locale, attachments }) {
      const sending = transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text,
        html,
        messageId: `<${id}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': locale },
        attachments: attachments.map((attachment) => ({ ...attachment, contentType: 'application/pdf' })),
      });
      try {
        await answerWithin(sendPatienceMs, sending);
      } catch (error) {
        throw translated(error);
      }
    },
    close: () => transport.close(),
  };
}

/** What an error of the library means for the mail. */
function translated(error: unknown): unknown {
  const { command, responseCode } = error as { readonly command?: unknown; readonly responseCode?: unknown };
  if (command === 'CONN') return new MailServerAwayError(error);
  // 5xx to the recipient or the content; a refused sign-in is a matter of the settings, and may be mended.
  const isAboutMail = command === 'RCPT TO' || command === 'DATA';
  if (isAboutMail && typeof responseCode === 'number' && responseCode >= 500) {
    return new MailRefusedError(responseCode, error);
  }
  return error;
}
