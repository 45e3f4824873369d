import type { ClientSession } from 'mongodb';
import { NumberRepository } from '../../mongo/number-repository.ts';

/** The series of orders without a station hangs on their random ids; here all of them share one, so that a seed decides. */
const webSeries = 'web';

function isWeb(id: string): boolean {
  return id.startsWith(webSeries);
}

/** Numbers of receipts and tickets, with one series for the web. */
export class OneWebSeries extends NumberRepository {
  /** Before anything can go wrong. */
  async open(): Promise<void> {
    await super.prepare(webSeries);
  }

  override async prepare(id: string): Promise<void> {
    if (!isWeb(id)) await super.prepare(id);
  }

  override take(id: string, tickets: number, session: ClientSession) {
    return super.take(isWeb(id) ? webSeries : id, tickets, session);
  }
}
