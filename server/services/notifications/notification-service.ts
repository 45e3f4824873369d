import { v7 as uuid } from 'uuid';
import { asId, type OrderId } from '#shared/domain/ids.ts';
import { auditEntry, type AuditAction } from '../../domain/audit-entry.ts';
import { validTickets, type Contact, type Order } from '../../domain/order.ts';
import type { OrderEvent } from '../../domain/order-event.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import type { CatalogRepository } from '../../mongo/catalog-repository.ts';
import { inTransaction, type Mongo } from '../../mongo/client.ts';
import type { NotificationRepository, NotificationState } from '../../mongo/notification-repository.ts';
import type { OrderRepository } from '../../mongo/order-repository.ts';
import type { RefundRepository } from '../../mongo/refund-repository.ts';
import { describeError } from '../../redis/event-streams/describe-error.ts';
import type { Delivery, EventHandler, RetryPolicy } from '../../redis/event-streams/event-handler.ts';
import type { Clock } from '../clock.ts';
import { mailContent, moneyBack, type MailSubject } from './mail-content.ts';
import { mailHtml } from './mail-html.ts';
import { MailRefusedError, MailServerAwayError } from './mail-errors.ts';
import { sendPatienceMs, type Mailer } from './mailer.ts';
import { mailText } from './mail-text.ts';
import { notificationOf, type NotificationKind } from './notification-kind.ts';
import { ticketPdf } from './ticket-pdf/ticket-pdf.ts';

interface Dependencies {
  readonly mongo: Mongo;
  readonly orders: OrderRepository;
  readonly refunds: RefundRepository;
  readonly catalog: CatalogRepository;
  readonly notifications: NotificationRepository;
  readonly audit: AuditRepository;
  /** Null where no mails are sent. */
  readonly mailer: Mailer | null;
  readonly clock: Clock;
}

/** A mail server that says "later" means minutes: twelve attempts within about three quarters of an hour. */
const mailRetry: RetryPolicy = { firstMs: 2_000, longestMs: 900_000, attempts: 12, stuckMs: 2 * sendPatienceMs };

/** Another reader is sending this mail right now; whether it succeeds isn't known yet. */
class NotificationBusyError extends Error {
  constructor(id: string) {
    super(`the notification ${id} is being sent by somebody else`);
    this.name = 'NotificationBusyError';
  }
}

/** A mail that is to be sent. */
interface Notification {
  readonly id: string;
  readonly kind: NotificationKind;
  readonly order: Order;
  readonly contact: Contact;
}

/**
 * Tells guests by mail what became of their orders. Each mail is written down before it is sent, and taken by one reader
 * at a time. A crash between the mail server's word and ours sends it again, with the same Message-ID.
 */
export class NotificationService implements EventHandler<OrderEvent> {
  readonly group = 'notifications';
  readonly batchSize = 1;
  readonly parallel = 5;
  readonly retry = mailRetry;
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  async handle(deliveries: readonly Delivery<OrderEvent>[]): Promise<void> {
    for (const { event, isLast } of deliveries) await this.#tell(event, isLast);
  }

  async #tell(event: OrderEvent, isLast: boolean): Promise<void> {
    const { orders, notifications, clock } = this.#dependencies;
    const kind = notificationOf(event.type);
    if (!kind) return;
    const order = await orders.find(asId<OrderId>(event.orderId));
    if (!order) throw new Error(`the event ${event.id} names the order ${event.orderId}, which is missing`);
    const { contact } = order;
    if (!contact) return;
    const notification: Notification = { id: `${event.id}:${kind}`, kind, order, contact };
    const now = clock();
    const taken = await notifications.take(
      { _id: notification.id, kind, orderId: order.id, locale: contact.locale },
      now,
      new Date(now.getTime() + 2 * sendPatienceMs),
    );
    if (taken === 'decided') return;
    if (taken === 'busy') throw new NotificationBusyError(notification.id);
    await this.#send(notification, isLast);
  }

  async #send(notification: Notification, isLast: boolean): Promise<void> {
    const { mailer, notifications, clock } = this.#dependencies;
    const subject = await this.#subjectOf(notification.order);
    const reason = mailer ? nothingToSay(notification.kind, subject) : 'no mail server is set up (SMTP_URL)';
    if (reason !== undefined || !mailer) {
      await this.#decide(notification, 'NOT_SENT', reason ?? null);
      return;
    }
    try {
      await mailer.send(await mailOf(notification, subject));
    } catch (error) {
      if (error instanceof MailRefusedError) return this.#decide(notification, 'FAILED', error.message);
      const isTried = !(error instanceof MailServerAwayError);
      if (isLast && isTried) await this.#decide(notification, 'FAILED', describeError(error));
      else await notifications.giveBack(notification.id, describeError(error), isTried, clock());
      throw error;
    }
    await this.#decide(notification, 'SENT', null);
  }

  async #subjectOf(order: Order): Promise<MailSubject> {
    const { catalog, refunds } = this.#dependencies;
    const showtime = await catalog.showtime(order.showtimeId);
    const [movie, auditorium, cinema, records] = await Promise.all([
      showtime && catalog.movie(showtime.movieId),
      showtime && catalog.auditorium(showtime.auditoriumId),
      showtime && catalog.cinema(showtime.cinemaId),
      refunds.ofOrders([order.id]),
    ]);
    if (!showtime || !movie || !auditorium || !cinema) {
      throw new Error(`the order ${order.id} names a showtime that is missing, or one of its parts`);
    }
    return { order, refunds: records, showtime, movie, auditorium, cinema };
  }

  async #decide(
    { id, kind, order, contact }: Notification,
    state: Exclude<NotificationState, 'QUEUED'>,
    reason: string | null,
  ): Promise<void> {
    const { mongo, notifications, audit, clock } = this.#dependencies;
    const action: AuditAction = state === 'SENT' ? 'notification.sent' : 'notification.failed';
    const details = { kind, locale: contact.locale, ...(reason !== null && { reason }) };
    const { id: orderId, showtimeId } = order;
    await inTransaction(mongo, async (session) => {
      const now = clock();
      const isFirst = await notifications.decide(id, state, reason, now, session);
      if (isFirst) await audit.add([auditEntry(uuid(), action, now, null, { orderId, showtimeId, details })], session);
    });
  }
}

/** Why a mail would be wrong by now; undefined when it isn't. */
function nothingToSay(kind: NotificationKind, { order, refunds }: MailSubject): string | undefined {
  switch (kind) {
    case 'ORDER_CONFIRMATION':
      return validTickets(order).length === 0 ? 'all tickets were given back meanwhile' : undefined;
    case 'PAYMENT_FAILED':
      return order.state === 'PAYMENT_FAILED' ? undefined : 'the order was paid or ended meanwhile';
    case 'REFUND':
      return moneyBack(refunds).length === 0 ? 'no money goes back' : undefined;
    case 'WAITING_LIST_OFFER':
      return order.state === 'PENDING_PAYMENT' ? undefined : 'the offer is over';
  }
}

async function mailOf({ id, kind, contact }: Notification, subject: MailSubject) {
  const content = mailContent(kind, subject, contact.locale);
  const attachments =
    kind === 'ORDER_CONFIRMATION'
      ? [{ filename: `${subject.order.code}.pdf`, content: await ticketPdf(subject, contact.locale) }]
      : [];
  return {
    to: contact.email,
    subject: content.subject,
    text: mailText(content),
    html: mailHtml(content),
    id: id.replace(':', '.').toLowerCase(),
    locale: content.locale,
    attachments,
  };
}
