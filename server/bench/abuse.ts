import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { trustedDocuments } from '../graphql/generated/trusted-documents.ts';
import { benchPrice, type BenchOffice } from './bench-office.ts';
import { forkProgram } from './forked-program.ts';
import { HttpConnection } from './http-connection.ts';
import { percentile } from './measure.ts';

const tills = 16;
const checkoutsPerSecond = 25;
const windowMs = 10_000;
/** Quiet and abused windows take turns, so that what else the machine does falls on both. */
const rounds = 8;

export interface AbuseResult {
  readonly quietP99Ms: number;
  readonly abusedP99Ms: number;
  readonly ratio: number;
  /** Abusive requests and sockets that were refused, and that were not. */
  readonly refused: number;
  readonly taken: number;
}

/** What honest checkouts (hold, order, cash) take while somebody sends the whole corpus of abuse, against without. */
export async function benchAbuse(
  office: BenchOffice,
  trustedDocumentsSetting: 'required' | 'off',
): Promise<AbuseResult> {
  const api = await office.startApi({
    RATE_LIMIT: 'on',
    TRUST_PROXY: '1',
    TRUSTED_DOCUMENTS: trustedDocumentsSetting,
  });
  const { child: source } = await forkProgram('abuse-source', [String(api.port)]);
  const cashiers = await openTills(office, api.port);
  const quiet: number[] = [];
  const abused: number[] = [];
  let tally = { refused: 0, taken: 0 };
  try {
    await sellFor(cashiers, []);
    for (let round = 0; round < rounds; round += 1) {
      await sellFor(cashiers, quiet);
      source.send('begin');
      await sellFor(cashiers, abused);
      source.send('end');
      [tally] = (await once(source, 'message')) as [typeof tally];
    }
  } finally {
    for (const { connection } of cashiers) connection.close();
    source.disconnect();
    await once(source, 'exit');
    await api.stop();
  }
  const [quietP99Ms, abusedP99Ms] = [percentile(quiet, 0.99), percentile(abused, 0.99)];
  return { quietP99Ms, abusedP99Ms, ratio: abusedP99Ms / quietP99Ms, ...tally };
}

interface Till {
  readonly connection: HttpConnection;
  readonly token: string;
  /** Seats in the order in which they are sold. */
  readonly seats: Iterator<{ readonly showtimeId: string; readonly seatId: string }>;
  /** Resolves when the last guest is served. */
  turn: Promise<void>;
}

async function openTills(office: BenchOffice, port: number): Promise<readonly Till[]> {
  return Promise.all(
    Array.from({ length: tills }, async () => {
      const actor = office.actor();
      await office.composition.services.shifts.open(actor, 0);
      const showtimeId = await office.hall(20);
      return {
        connection: await HttpConnection.open(port),
        token: await office.token(actor),
        seats: seatsOf(showtimeId),
        turn: Promise.resolve(),
      };
    }),
  );
}

/** The seats of a hall with rows of 20. */
function* seatsOf(showtimeId: string) {
  for (let index = 0; ; index += 1) {
    yield { showtimeId, seatId: `${String.fromCharCode(65 + Math.floor(index / 20))}${(index % 20) + 1}` };
  }
}

/** Checks out at a steady rate, one till after the other, whether or not the one before is done. Adds the times it took. */
async function sellFor(cashiers: readonly Till[], times: number[]): Promise<void> {
  const startedAt = performance.now();
  const underWay: Promise<void>[] = [];
  for (let count = 0; count < (windowMs / 1_000) * checkoutsPerSecond; count += 1) {
    await wait(Math.max(0, startedAt + (count * 1_000) / checkoutsPerSecond - performance.now()));
    const till = cashiers[count % tills];
    if (!till) throw new RangeError('no such till');
    const dueAt = performance.now();
    // A till has one guest at a time; the next one's wait counts.
    till.turn = till.turn.then(() => checkOut(till)).then(() => void times.push(performance.now() - dueAt));
    underWay.push(till.turn);
  }
  await Promise.all(underWay);
}

/** Throws when it was refused. */
async function checkOut({ connection, token, seats }: Till): Promise<void> {
  const { showtimeId, seatId } = seats.next().value as { readonly showtimeId: string; readonly seatId: string };
  const holdId = randomUUID();
  const run = async (name: string, expected: string, input: object): Promise<void> => {
    const answer = await connection.post(bodyOf(name, { input }), token);
    if (!answer.includes(`"__typename":"${expected}"`)) throw new Error(`an honest request was refused: ${answer}`);
  };
  await run('HoldSeats', 'SeatHold', { holdId, showtimeId, seatIds: [seatId] });
  const lines = [{ seatId, ticketType: 'ADULT' }];
  const tender = { cash: { received: benchPrice } };
  await run('PlaceOrder', 'Order', { holdId, lines, tender, idempotencyKey: randomUUID() });
}

/** A request as our own client sends it: by the hash of a trusted document. */
function bodyOf(name: string, variables: object): string {
  const [sha256Hash] = Object.entries(trustedDocuments).find(([, text]) => text.startsWith(`mutation ${name}(`)) ?? [];
  if (sha256Hash === undefined) throw new Error(`our client has no operation ${name}`);
  return JSON.stringify({ variables, extensions: { persistedQuery: { version: 1, sha256Hash } } });
}
