import { describe, expect, it, vi } from 'vitest';
import { orderEventGroup } from '../../redis/order-events.ts';
import { ConsumerGroup } from '../../redis/event-streams/consumer-group.ts';
import { hastyRetry } from '../../redis/event-streams/testing.ts';
import { duplicateRedis } from '../../redis/client.ts';
import { NotificationRepository } from '../../mongo/notification-repository.ts';
import { openEventOffice, type EventOffice } from '../../testing/event-office.ts';
import { openMailbox } from '../../testing/mailbox.ts';
import { isPartDown } from '../part-down.ts';
import { NotificationService } from './notification-service.ts';
import { smtpMailer } from './mailer.ts';

/** A reader of the notifications that doesn't let failed mails rest for long; closed with its connection. */
async function hastyReader({ office }: EventOffice): Promise<ConsumerGroup & AsyncDisposable> {
  const { notifications } = office.services;
  const { group, batchSize, parallel } = notifications;
  const reader = await duplicateRedis(office.redis, () => undefined);
  const consumer = new ConsumerGroup({
    reader,
    keys: office.keys,
    definition: orderEventGroup(office.keys, {
      group,
      batchSize,
      parallel,
      retry: hastyRetry,
      handle: (deliveries) => notifications.handle(deliveries),
    }),
    consumer: 'test',
    isOutage: isPartDown,
    onFailure: () => undefined,
  });
  return Object.assign(consumer, { [Symbol.asyncDispose]: () => Promise.resolve(reader.destroy()) });
}

async function written({ office }: EventOffice) {
  return office.repositories.mongo.collections.notifications.find().sort({ _id: 1 }).toArray();
}

async function auditActions({ office }: EventOffice): Promise<readonly string[]> {
  const entries = await office.repositories.mongo.collections.auditEntries
    .find({ action: /^notification\./ })
    .toArray();
  return entries.map(({ action }) => action);
}

/** Steps until the condition holds. */
async function stepUntil(reader: ConsumerGroup, isDone: () => Promise<boolean>): Promise<void> {
  while (!(await isDone())) await reader.step(10);
}

describe('a notification', () => {
  it('that the mail server refuses for good fails at once and is told nobody again', async () => {
    await using events = await openEventOffice();
    await events.sell(['A1'], 'refused@mail.test');
    await events.relay();
    await events.consume(events.office);
    expect(await written(events)).toMatchObject([
      { state: 'FAILED', attempts: 1, reason: expect.stringContaining('550') },
    ]);
    expect(await auditActions(events)).toEqual(['notification.failed']);
    expect(await events.office.services.deadLetters.list('notifications', 10)).toEqual([]);
  });

  it('is tried again when the mail server is busy, becomes a dead letter, and goes out when it is replayed', async () => {
    await using events = await openEventOffice();
    const { office } = events;
    const order = await events.sell(['A1'], 'later@mail.test');
    await events.relay();
    await using reader = await hastyReader(events);
    const { deadLetters } = office.services;
    await stepUntil(reader, async () => (await deadLetters.list('notifications', 1)).length > 0);
    expect(await written(events)).toMatchObject([{ state: 'FAILED', attempts: hastyRetry.attempts }]);
    expect(await auditActions(events)).toEqual(['notification.failed']);
    expect(await deadLetters.list('notifications', 10)).toMatchObject([
      { type: 'order.paid', orderId: order.id, attempts: hastyRetry.attempts, error: expect.stringContaining('busy') },
    ]);

    // The guest's mailbox has room again.
    const { orders } = office.repositories.mongo.collections;
    await orders.updateOne({ _id: order.id }, { $set: { contact: { email: 'guest@mail.test', locale: 'en' } } });
    await deadLetters.replay(office.actor('ADMIN'), 'notifications', undefined);
    await stepUntil(reader, async () => (await written(events))[0]?.state === 'SENT');
    expect(await events.mailbox.waitForMails('guest@mail.test')).toHaveLength(1);
    expect(await auditActions(events)).toEqual(['notification.failed', 'notification.sent']);
  });

  it('waits for a mail server that is away, without counting attempts', async () => {
    await using events = await openEventOffice();
    await events.sell(['A1'], 'guest@mail.test');
    await events.relay();
    await events.mailbox.stop();
    await using reader = await hastyReader(events);
    await vi.waitFor(() => expect(reader.step(100)).rejects.toThrow('the mail server does not answer'), 20_000);
    for (let step = 0; step < 5; step += 1) {
      await expect(reader.step(100)).rejects.toThrow('the mail server does not answer');
    }
    expect(await written(events)).toMatchObject([
      { state: 'QUEUED', attempts: 0, reason: expect.stringContaining('does not answer') },
    ]);
    await using back = await openMailbox(Number(new URL(events.mailbox.smtp).port));
    await stepUntil(reader, async () => (await written(events))[0]?.state === 'SENT');
    expect(await back.waitForMails('guest@mail.test')).toHaveLength(1);
    expect(await auditActions(events)).toEqual(['notification.sent']);
  });

  it('is written down as not sent where no mail server is set up', async () => {
    await using events = await openEventOffice({ settings: { SMTP_URL: '', MAIL_FROM: '' } });
    await events.sell(['A1'], 'guest@mail.test');
    await events.relay();
    await events.consume(events.office);
    expect(await written(events)).toMatchObject([{ state: 'NOT_SENT', reason: expect.stringContaining('SMTP_URL') }]);
    expect(await auditActions(events)).toEqual(['notification.failed']);
  });

  it('isn’t written for an order without an address', async () => {
    await using events = await openEventOffice();
    await events.sell(['A1']);
    await events.relay();
    await events.consume(events.office);
    expect(await written(events)).toEqual([]);
  });

  it('goes out twice when nobody takes it first: that is what the mailbox would show', async () => {
    await using events = await openEventOffice();
    const { office, mailbox } = events;
    await events.sell(['A1'], 'guest@mail.test');
    const notifications = new NotificationRepository(office.repositories.mongo);
    Object.assign(notifications, { take: () => Promise.resolve('taken') });
    const mailer = smtpMailer({ url: mailbox.smtp, from: 'tickets@cinema.test' });
    const careless = new NotificationService({
      ...office.repositories,
      notifications,
      mailer,
      clock: () => new Date(),
    });
    const [row] = await office.repositories.mongo.collections.outbox.find().toArray();
    if (!row) throw new Error('the sale left no row in the outbox');
    const event = { id: row._id, type: row.type, orderId: row.orderId, at: row.at, data: {} };
    await careless.handle([{ event, attempt: 1, isLast: false }]);
    await careless.handle([{ event, attempt: 2, isLast: false }]);
    mailer.close();
    const mails = await mailbox.waitForMails('guest@mail.test', 2);
    // The guest's mail program can tell: the id is the same.
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
  });
});
