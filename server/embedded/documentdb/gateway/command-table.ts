import { administerWith, collMod, collStats, dbStats, drop, dropDatabase, setParameter } from './catalogue-commands.ts';
import type { CommandHandler } from './command-context.ts';
import { answerWith, getMore, killCursors, openCursor } from './read-commands.ts';
import { buildInfo, connectionStatus, hello, ok, serverStatus } from './server-commands.ts';
import { abortTransaction, commitTransaction, endSessions } from './session-commands.ts';
import { Statements } from './statements.ts';
import { writeWith } from './write-commands.ts';

/**
 * How a command is run:
 * - `data`: reads or writes documents, alone or in a transaction;
 * - `catalogue`: changes collections or indexes; one at a time, because two at once would only meet conflicts;
 * - `transaction`: ends a transaction;
 * - `server`: concerns no documents.
 */
type CommandKind = 'data' | 'catalogue' | 'transaction' | 'server';

export interface CommandEntry {
  readonly kind: CommandKind;
  readonly run: CommandHandler;
}

const data = (run: CommandHandler): CommandEntry => ({ kind: 'data', run });
const catalogue = (run: CommandHandler): CommandEntry => ({ kind: 'catalogue', run });
const transaction = (run: CommandHandler): CommandEntry => ({ kind: 'transaction', run });
const server = (run: CommandHandler): CommandEntry => ({ kind: 'server', run });

/** Every command that the gateway knows. What is not here is refused by name. */
export const COMMANDS: ReadonlyMap<string, CommandEntry> = new Map(
  Object.entries({
    find: data(openCursor(Statements.find)),
    aggregate: data(openCursor(Statements.aggregate)),
    getMore: data(getMore),
    killCursors: data(killCursors),
    count: data(answerWith(Statements.count)),
    distinct: data(answerWith(Statements.distinct)),

    insert: data(writeWith('insert')),
    update: data(writeWith('update')),
    delete: data(writeWith('delete')),
    findAndModify: data(writeWith('findAndModify')),
    findandmodify: data(writeWith('findAndModify')),

    create: catalogue(answerWith(Statements.create)),
    createIndexes: catalogue(answerWith(Statements.createIndexes)),
    dropIndexes: catalogue(answerWith(Statements.dropIndexes)),
    drop: catalogue(drop),
    dropDatabase: catalogue(dropDatabase),
    collMod: catalogue(collMod),
    renameCollection: catalogue(administerWith(Statements.renameCollection)),

    listDatabases: server(administerWith(Statements.listDatabases)),
    listCollections: server(openCursor(Statements.listCollections)),
    listIndexes: server(openCursor(Statements.listIndexes)),
    collStats: server(collStats),
    dbStats: server(dbStats),
    validate: server(answerWith(Statements.validate)),

    commitTransaction: transaction(commitTransaction),
    abortTransaction: transaction(abortTransaction),
    endSessions: server(endSessions),
    killSessions: server(endSessions),
    refreshSessions: server(ok),

    hello: server(hello),
    isMaster: server(hello),
    ismaster: server(hello),
    ping: server(ok),
    buildInfo: server(buildInfo),
    buildinfo: server(buildInfo),
    serverStatus: server(serverStatus),
    connectionStatus: server(connectionStatus),
    setParameter: server(setParameter),
  }),
);
