import type { CinemaId } from '#shared/domain/ids.ts';
import type { Transaction } from '../../mongo/client.ts';
import type { OrderTerms, TakingsRepository } from '../../mongo/takings-repository.ts';
import type { Refund } from '../../domain/refund.ts';
import type { ShiftFacts } from '../../domain/shift-report.ts';
import type { Shift } from '../../domain/shift.ts';
import type { ReturnFact, TakingsFacts } from '../../domain/takings.ts';

/** Gathers what reports are made of, all of it as of the moment that a transaction sees. */
export class TakingsReader {
  readonly #takings: TakingsRepository;

  constructor(takings: TakingsRepository) {
    this.#takings = takings;
  }

  /** Everything that a shift has to give account of. */
  async ofShift(shift: Shift, transaction: Transaction): Promise<ShiftFacts> {
    const { orders, refunds, prints } = await this.#takings.ofShift(shift.id, transaction);
    const terms = await this.#termsOf(refunds, transaction);
    return {
      shift,
      movements: await this.#takings.movementsOf(shift.id, transaction),
      currency: shift.openingFloat.currency,
      sales: orders,
      returns: refunds.map((refund) => withRate(refund, terms)),
      prints,
    };
  }

  /** What a cinema took in [from, before) without a shift. */
  async outsideShifts(
    cinema: { readonly id: CinemaId; readonly currency: string },
    { from, before }: { readonly from: Date; readonly before: Date },
    transaction: Transaction,
  ): Promise<TakingsFacts> {
    const { orders, refunds, prints } = await this.#takings.outsideShifts(from, before, transaction);
    const terms = await this.#termsOf([...refunds, ...prints], transaction);
    const showtimeIds = [...orders, ...terms.values()].map(({ showtimeId }) => showtimeId);
    const own = await this.#takings.showtimesOf(cinema.id, [...new Set(showtimeIds)], transaction);
    const isOwn = ({ orderId }: { readonly orderId: string }) => own.has(terms.get(orderId)?.showtimeId ?? '');
    return {
      currency: cinema.currency,
      sales: orders.filter(({ showtimeId }) => own.has(showtimeId)),
      returns: refunds.filter(isOwn).map((refund) => withRate(refund, terms)),
      prints: prints.filter(isOwn),
    };
  }

  #termsOf(
    about: readonly { readonly orderId: string }[],
    transaction: Transaction,
  ): Promise<ReadonlyMap<string, OrderTerms>> {
    return this.#takings.termsOf([...new Set(about.map(({ orderId }) => orderId))], transaction);
  }
}

function withRate(refund: Refund, terms: ReadonlyMap<string, OrderTerms>): ReturnFact {
  const order = terms.get(refund.orderId);
  if (!order) throw new Error(`the refund ${refund.id} names the order ${refund.orderId}, which is missing`);
  return { refund, taxBasisPoints: order.taxBasisPoints };
}
