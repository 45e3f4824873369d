import { v7 as uuid } from 'uuid';
import { asId, type OrderId, type ShiftId, type StationId, type TicketId } from '#shared/domain/ids.ts';
import type { Order, OrderLine, Ticket } from '../../domain/order.ts';
import type { Showtime } from '../../domain/showtime.ts';
import type { Transaction } from '../../mongo/client.ts';
import type { CatalogRepository } from '../../mongo/catalog-repository.ts';
import type { NumberRepository } from '../../mongo/number-repository.ts';
import type { ShiftRepository } from '../../mongo/shift-repository.ts';
import type { TicketSigner } from '../ticket-signer.ts';

/** Where the numbers of a sale come from, prepared before its transaction. */
export interface Numbering {
  /** Begins every serial of the cinema. */
  readonly prefix: string;
  readonly showtime: Showtime;
  /** The shift that counts the sale while it is open. */
  readonly shiftId: ShiftId | null;
  /** What counts it otherwise. */
  readonly seriesId: string;
}

/** What a sale gets when it is paid. */
export type Issued = Pick<Order, 'receiptNumber' | 'tickets' | 'shiftId'>;

interface Dependencies {
  readonly catalog: CatalogRepository;
  readonly shifts: ShiftRepository;
  readonly numbers: NumberRepository;
  readonly signer: TicketSigner;
}

/** Sales over the API without a station spread over this many series, so that they don't queue for one number. */
const webSeries = 16;

/** Gives paid orders their receipt number and their tickets. */
export class TicketIssuer {
  readonly #dependencies: Dependencies;
  readonly #prepared = new Set<string>();

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Call it before the transaction that issues. */
  async prepare(
    showtime: Showtime,
    order: { readonly id: OrderId; readonly shiftId: ShiftId | null; readonly stationId: StationId | null },
  ): Promise<Numbering> {
    const cinema = await this.#dependencies.catalog.cinema(showtime.cinemaId);
    if (!cinema) throw new Error(`the cinema ${showtime.cinemaId} is missing`);
    const seriesId = order.stationId ?? `web-${Number.parseInt(order.id.slice(-4), 16) % webSeries}`;
    if (!this.#prepared.has(seriesId)) {
      await this.#dependencies.numbers.prepare(seriesId);
      this.#prepared.add(seriesId);
    }
    return { prefix: cinema.serialPrefix, showtime, shiftId: order.shiftId, seriesId };
  }

  /** Issues within the open shift; undefined when it was closed meanwhile. */
  async issueInShift(
    { shiftId, prefix, showtime }: Numbering,
    lines: readonly OrderLine[],
    session: Transaction,
  ): Promise<Issued | undefined> {
    const shift = shiftId && (await this.#dependencies.shifts.takeNumbers(shiftId, lines.length, session));
    if (!shift) return undefined;
    const numbers = { ...shift, series: String(shift.number) };
    return { ...this.#tickets(numbers, prefix, showtime, lines), shiftId };
  }

  /** Issues within the shift while it is open, in the station's own series otherwise. */
  async issue(numbering: Numbering, lines: readonly OrderLine[], session: Transaction): Promise<Issued> {
    const inShift = await this.issueInShift(numbering, lines, session);
    if (inShift) return inShift;
    const numbers = await this.#dependencies.numbers.take(numbering.seriesId, lines.length, session);
    return { ...this.#tickets(numbers, numbering.prefix, numbering.showtime, lines), shiftId: null };
  }

  #tickets(
    { series, receiptCount, ticketCount }: { series: string; receiptCount: number; ticketCount: number },
    prefix: string,
    showtime: Showtime,
    lines: readonly OrderLine[],
  ): Pick<Order, 'receiptNumber' | 'tickets'> {
    const first = ticketCount - lines.length + 1;
    const tickets = lines.map((line, position): Ticket => {
      const serial = `${prefix}-${series}-${counted(first + position)}`;
      const qr = this.#dependencies.signer.qr({ serial, showtimeId: showtime.id, seatId: line.seatId });
      return { ...line, id: asId<TicketId>(uuid()), serial, qr, printCount: 0, state: 'VALID' };
    });
    return { receiptNumber: `${series}-${counted(receiptCount)}`, tickets };
  }
}

function counted(number: number): string {
  return String(number).padStart(4, '0');
}
