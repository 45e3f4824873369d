import { describe, expect, it } from 'vitest';
import { openMailbox } from '../../testing/mailbox.ts';
import { MailRefusedError, MailServerAwayError } from './mail-errors.ts';
import { smtpMailer, type Mailer, type OutgoingMail } from './mailer.ts';

const mail: OutgoingMail = {
  to: 'guest@mail.test',
  subject: 'تذاكرك: ⁨ليلة⁩',
  text: 'text',
  html: '<p lang="ar" dir="rtl">نص</p>',
  id: 'event-1.order_confirmation',
  locale: 'ar',
  attachments: [{ filename: 'Q3RT9NXF.pdf', content: Buffer.from('%PDF-1.3') }],
};

async function withMailer<Result>(smtp: string, use: (mailer: Mailer) => Promise<Result>): Promise<Result> {
  const mailer = smtpMailer({ url: smtp, from: 'Lumière <tickets@cinema.test>' });
  try {
    return await use(mailer);
  } finally {
    mailer.close();
  }
}

describe('the mailer', () => {
  it('sends text, HTML and attachments under an id that stays the same', async () => {
    await using mailbox = await openMailbox();
    await withMailer(mailbox.smtp, async (mailer) => {
      await mailer.send(mail);
      await mailer.send(mail);
    });
    const [first, second] = await mailbox.waitForMails('guest@mail.test', 2);
    expect(first?.messageId).toBe('<event-1.order_confirmation@cinema.test>');
    expect(second?.messageId).toBe(first?.messageId);
    expect(first?.from).toMatchObject({ name: 'Lumière', address: 'tickets@cinema.test' });
    expect(first?.subject).toBe(mail.subject);
    expect(first?.text?.trim()).toBe('text');
    expect(first?.html?.trim()).toBe(mail.html);
    expect(first?.attachments).toMatchObject([{ filename: 'Q3RT9NXF.pdf', mimeType: 'application/pdf' }]);
    expect(first?.headers).toContainEqual(expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }));
  });

  it('tells a mail that is refused for good from one that may be tried again', async () => {
    await using mailbox = await openMailbox();
    await withMailer(mailbox.smtp, async (mailer) => {
      await expect(mailer.send({ ...mail, to: 'refused@mail.test' })).rejects.toThrow(MailRefusedError);
      const later = mailer.send({ ...mail, to: 'later@mail.test' });
      await expect(later).rejects.toThrow('busy');
      await expect(later).rejects.not.toThrow(MailRefusedError);
    });
  });

  it('says when nobody answers', async () => {
    const mailbox = await openMailbox();
    await mailbox[Symbol.asyncDispose]();
    await withMailer(mailbox.smtp, async (mailer) => {
      await expect(mailer.send(mail)).rejects.toThrow(MailServerAwayError);
    });
  });

  it('can’t be made to write headers of its own by an address or a subject', async () => {
    await using mailbox = await openMailbox();
    await withMailer(mailbox.smtp, (mailer) => mailer.send({ ...mail, subject: 'Hello\r\nBcc: thief@mail.test' }));
    const [arrived] = await mailbox.waitForMails('guest@mail.test');
    expect(arrived?.bcc ?? []).toEqual([]);
    expect(await mailbox.mailsTo('thief@mail.test')).toEqual([]);
  });
});
