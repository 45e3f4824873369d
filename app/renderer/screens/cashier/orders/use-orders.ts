import { useQuery } from '@apollo/client/react';
import {
  OrderByCodeDocument,
  RecentOrdersDocument,
  type OrderFieldsFragment,
} from '../../../graphql/generated/operations.ts';
import { useCinema } from '../../../hooks/cinema-context.ts';
import { dayOf, startOfDay } from '../../../hooks/cinema-days.ts';
import { useServerNow } from '../../../hooks/use-server-now.ts';

interface Orders {
  /** Newest first; undefined until they are there. */
  readonly orders: readonly OrderFieldsFragment[] | undefined;
  readonly hasFailed: boolean;
}

/** The orders of today on the cinema's clock. */
export function useOrdersOfToday(): Orders {
  const { timeZone } = useCinema();
  const today = dayOf(useServerNow(), timeZone);
  const placedFrom = new Date(startOfDay(today, timeZone)).toISOString();
  const { data, error } = useQuery(RecentOrdersDocument, { variables: { filter: { placedFrom } } });
  return { orders: data?.orders.nodes, hasFailed: error !== undefined && !data };
}

interface FoundOrder {
  readonly order: OrderFieldsFragment | undefined;
  /** The server knows no such order. */
  readonly isMissing: boolean;
}

/** The order with a code, from whichever day. */
export function useOrderByCode(code: string | undefined): FoundOrder {
  const { data } = useQuery(OrderByCodeDocument, { variables: { code: code ?? '' }, skip: code === undefined });
  return { order: data?.orderByCode ?? undefined, isMissing: data?.orderByCode === null };
}
