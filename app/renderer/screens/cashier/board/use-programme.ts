import { useQuery, useSubscription } from '@apollo/client/react';
import {
  ShowtimesChangedDocument,
  ShowtimesDocument,
  type ShowtimeFieldsFragment,
} from '../../../graphql/generated/operations.ts';
import { useCinema } from '../../../hooks/cinema-context.ts';

interface Programme {
  /** Undefined until they are there. */
  readonly showtimes: readonly ShowtimeFieldsFragment[] | undefined;
  readonly hasFailed: boolean;
  readonly refetch: () => void;
}

/** The showtimes of a day, with the seats that are left counted live: the cache takes what the subscription tells. */
export function useProgramme(day: string): Programme {
  const { id: cinemaId } = useCinema();
  const { data, error, refetch } = useQuery(ShowtimesDocument, { variables: { cinemaId, date: day } });
  useSubscription(ShowtimesChangedDocument, { variables: { cinemaId }, ignoreResults: true });
  return { showtimes: data?.showtimes, hasFailed: error !== undefined && !data, refetch: () => void refetch() };
}
