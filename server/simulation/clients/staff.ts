import { asId, type SessionId, type ShiftId, type StaffId, type StationId } from '#shared/domain/ids.ts';
import { money } from '#shared/domain/money.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { Repositories } from '../../compose/repositories.ts';
import type { Actor } from '../../domain/actor.ts';
import { inTransaction } from '../../mongo/client.ts';
import { cinemaId, currency } from '../world/cinema.ts';

/** Somebody in a session of their own at a station of their own. */
export function actor(role: Role, number: number): Actor {
  const name = `${role.toLowerCase()} ${number}`;
  return {
    staffId: asId<StaffId>(`staff-${number}`),
    name,
    role,
    sessionId: asId<SessionId>(`session-${number}`),
    stationId: number % 2 === 0 ? asId<StationId>(`station-${number}`) : null,
  };
}

/** Gives somebody a drawer with 100.00 in it, before anything can go wrong. */
export async function openShift({ mongo, shifts }: Repositories, { staffId, name, stationId }: Actor, now: Date) {
  const number = await shifts.nextNumber(cinemaId);
  const counts = { receiptCount: 0, ticketCount: 0, movementCount: 0 };
  const open = { state: 'OPEN', closedAt: null, closedBy: null, counted: null } as const;
  await inTransaction(mongo, (session) =>
    shifts.insert(
      {
        ...counts,
        ...open,
        id: asId<ShiftId>(`shift-${number}`),
        cinemaId,
        number,
        staffId,
        staffName: name,
        stationId,
        openedAt: now,
        openingFloat: money(10_000, currency),
      },
      session,
    ),
  );
}
