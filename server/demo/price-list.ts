import { standardTicketTypes, type Price } from '#shared/domain/pricing.ts';
import { seatKinds, type SeatKind } from '#shared/domain/seat.ts';
import type { DemoPriceList } from './records.ts';

type TicketType = (typeof standardTicketTypes)[number];

/** What a standard seat costs, in euro cents. */
type BasePrices = Readonly<Record<TicketType, number>>;
const standardPrices: BasePrices = { ADULT: 1350, CHILD: 750, SENIOR: 1100, STUDENT: 1000 };
const morningPrices: BasePrices = { ADULT: 950, CHILD: 600, SENIOR: 850, STUDENT: 800 };

/** What the place adds to that, in euro cents. Each half of a love seat is a ticket of its own. */
const supplements: Readonly<Record<SeatKind, number>> = {
  STANDARD: 0,
  VIP: 400,
  LOVESEAT: 250,
  WHEELCHAIR: -300,
  COMPANION: -300,
};

function pricesFrom(base: BasePrices): readonly Price[] {
  return standardTicketTypes.flatMap((ticketType) =>
    seatKinds.map((seatKind) => ({ ticketType, seatKind, amount: base[ticketType] + supplements[seatKind] })),
  );
}

/** The reduced rate of value added tax on cinema tickets in France. */
const tax = { currency: 'EUR', taxBasisPoints: 550 } as const;

/** The morning list is for showtimes that begin before noon. */
export const demoPriceLists: readonly DemoPriceList[] = [
  { id: 'standard', name: 'Standard', ...tax, prices: pricesFrom(standardPrices) },
  { id: 'morning', name: 'Morning', ...tax, prices: pricesFrom(morningPrices) },
];
