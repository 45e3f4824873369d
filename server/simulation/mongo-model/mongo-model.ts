import type { Mongo } from '../../mongo/client.ts';
import { collectionsOf } from '../../mongo/collections.ts';
import { ModelCollection } from './collection.ts';
import type { Database } from './database.ts';
import { ModelSession, type MongoClientHost } from './session.ts';

/** MongoDB as one program sees it. It has only what the repositories use of the driver; anything else fails by name. */
export function connectModel(database: Database, host: MongoClientHost): Mongo {
  const db = {
    collection: (name: string) => new ModelCollection(database, database.table(name), host),
    listCollections: () => ({ toArray: async () => [] }),
    createCollection: async (name: string) => void database.table(name),
  };
  const client = {
    withSession: (work: (session: ModelSession) => Promise<unknown>) => work(new ModelSession(database, host)),
  };
  return {
    client: client as unknown as Mongo['client'],
    db: db as unknown as Mongo['db'],
    collections: collectionsOf(db as unknown as Mongo['db']),
    ping: async () => undefined,
    close: async () => undefined,
  };
}
