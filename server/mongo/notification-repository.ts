import type { ClientSession } from 'mongodb';
import { isDuplicateKey, type Mongo } from './client.ts';
import type { NotificationDocument } from './event-documents.ts';

export type NotificationState = NotificationDocument['state'];

/** A mail as it is known before anything happened to it. */
export type NewNotification = Pick<NotificationDocument, '_id' | 'kind' | 'orderId' | 'locale'>;

const undecided: NotificationState[] = ['QUEUED', 'FAILED'];

/** Mails to guests, each with what became of it. */
export class NotificationRepository {
  readonly #mongo: Mongo;

  constructor(mongo: Mongo) {
    this.#mongo = mongo;
  }

  /**
   * Takes a mail to send it, until `leasedUntil`. `decided`: it was sent, or won't be; `busy`: somebody else has it. One
   * that failed may be taken again.
   */
  async take(notification: NewNotification, now: Date, leasedUntil: Date): Promise<'taken' | 'decided' | 'busy'> {
    const { notifications } = this.#mongo.collections;
    const { _id, ...rest } = notification;
    try {
      await notifications.updateOne(
        { _id, state: { $in: undecided }, leasedUntil: { $lte: now } },
        {
          $set: { state: 'QUEUED', leasedUntil },
          $inc: { attempts: 1 },
          $setOnInsert: { ...rest, reason: null, queuedAt: now, decidedAt: null },
        },
        { upsert: true },
      );
      return 'taken';
    } catch (error) {
      // It is there and doesn't match: it was decided, or is being sent.
      if (!isDuplicateKey(error)) throw error;
      const found = await notifications.findOne({ _id });
      return found && undecided.includes(found.state) ? 'busy' : 'decided';
    }
  }

  /** Lets others send it again; `isTried` when this attempt says something about the mail. */
  async giveBack(id: string, reason: string, isTried: boolean, now: Date): Promise<void> {
    await this.#mongo.collections.notifications.updateOne(
      { _id: id, state: 'QUEUED' },
      { $set: { leasedUntil: now, reason }, ...(!isTried && { $inc: { attempts: -1 } }) },
    );
  }

  /** Writes down what became of it. False when that was decided before. */
  async decide(
    id: string,
    state: Exclude<NotificationState, 'QUEUED'>,
    reason: string | null,
    now: Date,
    session: ClientSession,
  ): Promise<boolean> {
    const { modifiedCount } = await this.#mongo.collections.notifications.updateOne(
      { _id: id, state: 'QUEUED' },
      { $set: { state, reason, decidedAt: now, leasedUntil: now } },
      { session },
    );
    return modifiedCount === 1;
  }
}
