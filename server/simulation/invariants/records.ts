import type { Order } from '../../domain/order.ts';
import type { AuditEntry } from '../../domain/audit-entry.ts';
import type { Refund } from '../../domain/refund.ts';
import type { CashMovement, Shift } from '../../domain/shift.ts';
import type { HoldOutcomeDocument, IdempotencyDocument, ShowSeatDocument, Stored } from '../../mongo/collections.ts';
import { fromDocument } from '../../mongo/documents.ts';
import type { OutboxDocument } from '../../mongo/event-documents.ts';
import type { Database } from '../mongo-model/database.ts';
import type { StoredDocument } from '../mongo-model/values.ts';

/** What is committed in the database, as the checks read it. */
export class Records {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get orders(): readonly Order[] {
    return this.#entities('orders');
  }

  get refunds(): readonly Refund[] {
    return this.#entities('refunds');
  }

  get shifts(): readonly Shift[] {
    return this.#entities('shifts');
  }

  get movements(): readonly CashMovement[] {
    return this.#entities('cashMovements');
  }

  get entries(): readonly AuditEntry[] {
    return this.#entities('auditEntries');
  }

  get claims(): readonly ShowSeatDocument[] {
    return this.#documents('showSeats');
  }

  get outcomes(): readonly HoldOutcomeDocument[] {
    return this.#documents('holdOutcomes');
  }

  get replies(): readonly IdempotencyDocument[] {
    return this.#documents('idempotencyKeys');
  }

  get outbox(): readonly OutboxDocument[] {
    return this.#documents('outbox');
  }

  #documents<Kind>(collection: string): readonly Kind[] {
    return this.#database.table(collection).documents as readonly unknown[] as readonly Kind[];
  }

  #entities<Entity extends { readonly id: string }>(collection: string): readonly Entity[] {
    return this.#documents<Stored<Entity>>(collection).map(fromDocument);
  }
}

/** A document of a commit as the entity it is. */
export function entityOf<Entity extends { readonly id: string }>(document: StoredDocument): Entity {
  return fromDocument(document as unknown as Stored<Entity>);
}
