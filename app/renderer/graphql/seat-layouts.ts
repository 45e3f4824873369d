import type { ApolloClient } from '@apollo/client';
import { asId, type SeatId } from '#shared/domain/ids.ts';
import type { SeatLayout } from '#shared/domain/seat.ts';
import type { SeatMapState } from '#shared/domain/seat-map.ts';
import { SeatMapLayoutDocument, SeatMapStateDocument } from './generated/operations.ts';

export interface SeatMapSnapshot {
  readonly layout: SeatLayout;
  readonly state: SeatMapState;
}

/** Layouts by id. A layout never changes under its id, so it is fetched once. */
const layouts = new Map<string, SeatLayout>();

/** The live state of a showtime with the plan that it belongs to. Rejects when there is no such showtime. */
export async function fetchSeatMap(client: ApolloClient, showtimeId: string): Promise<SeatMapSnapshot> {
  const { data } = await client.query({
    query: SeatMapStateDocument,
    variables: { showtimeId },
    fetchPolicy: 'no-cache',
  });
  if (!data?.seatMap) throw new Error(`showtime ${showtimeId} has no seat map`);
  const { layout, state } = data.seatMap;
  return { state, layout: layouts.get(layout.id) ?? (await fetchLayout(client, showtimeId)) };
}

async function fetchLayout(client: ApolloClient, showtimeId: string): Promise<SeatLayout> {
  const { data } = await client.query({
    query: SeatMapLayoutDocument,
    variables: { showtimeId },
    fetchPolicy: 'no-cache',
  });
  if (!data?.seatMap) throw new Error(`showtime ${showtimeId} has no seat map`);
  const { id, ...fetched } = data.seatMap.layout;
  const layout = { ...fetched, seats: fetched.seats.map((seat) => ({ ...seat, id: asId<SeatId>(seat.id) })) };
  layouts.set(id, layout);
  return layout;
}
