import { insertMissing, type Mongo } from './client.ts';

/** Which events of the payment gateway were worked off. */
export class PaymentEventRepository {
  readonly #mongo: Mongo;

  constructor(mongo: Mongo) {
    this.#mongo = mongo;
  }

  async isKnown(id: string): Promise<boolean> {
    return (await this.#mongo.collections.paymentEvents.countDocuments({ _id: id }, { limit: 1 })) > 0;
  }

  async remember(id: string, type: string, at: Date): Promise<void> {
    await insertMissing(this.#mongo.collections.paymentEvents, [{ _id: id, type, at }]);
  }
}
