import type { ApolloClient } from '@apollo/client';
import type { SeatMapState } from '#shared/domain/seat-map.ts';
import { SeatMapLayoutDocument, SeatMapStateDocument, type SeatMapLayoutQuery } from './generated/operations.ts';

export type FetchedLayout = NonNullable<SeatMapLayoutQuery['seatMap']>['layout'];

export interface SeatMapSnapshot {
  readonly layout: FetchedLayout;
  readonly state: SeatMapState;
}

/** Layouts by id. A layout never changes under its id, so it is fetched once. */
const layouts = new Map<string, FetchedLayout>();

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

async function fetchLayout(client: ApolloClient, showtimeId: string): Promise<FetchedLayout> {
  const { data } = await client.query({
    query: SeatMapLayoutDocument,
    variables: { showtimeId },
    fetchPolicy: 'no-cache',
  });
  if (!data?.seatMap) throw new Error(`showtime ${showtimeId} has no seat map`);
  layouts.set(data.seatMap.layout.id, data.seatMap.layout);
  return data.seatMap.layout;
}
