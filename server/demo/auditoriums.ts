import { asId, type AuditoriumId, type SeatId } from '#shared/domain/ids.ts';
import { demoLayouts } from './layouts.ts';
import type { DemoAuditorium } from './records.ts';

/** The rooms of the demo cinema. Number 1 always has a showtime that can be sold (see `showtimes.ts`). */
export const demoAuditoriums: readonly DemoAuditorium[] = [
  {
    id: asId<AuditoriumId>('grande-salle'),
    number: 1,
    name: 'Grande Salle',
    layout: demoLayouts.grandeSalle,
    brokenSeatIds: seatIds('C3', 'M20'),
  },
  {
    id: asId<AuditoriumId>('salle-melies'),
    number: 2,
    name: 'Salle Méliès',
    layout: demoLayouts.salleMelies,
    brokenSeatIds: seatIds('G4', 'R22'),
  },
  {
    id: asId<AuditoriumId>('salle-akerman'),
    number: 3,
    name: 'Salle Akerman',
    layout: demoLayouts.salleAkerman,
    brokenSeatIds: seatIds('E12'),
  },
  {
    id: asId<AuditoriumId>('salle-tati'),
    number: 4,
    name: 'Salle Tati',
    layout: demoLayouts.salleTati,
    brokenSeatIds: [],
  },
];

function seatIds(...ids: readonly string[]): readonly SeatId[] {
  return ids.map((id) => asId<SeatId>(id));
}

/** Throws a RangeError when the cinema has no such auditorium. */
export function auditoriumWithNumber(number: number): DemoAuditorium {
  const auditorium = demoAuditoriums.find((each) => each.number === number);
  if (!auditorium) throw new RangeError(`there is no auditorium ${number}`);
  return auditorium;
}
