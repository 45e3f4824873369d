import { useQuery } from '@apollo/client/react';
import { ShowtimesDocument, type ShowtimeFieldsFragment } from '../../../graphql/generated/operations.ts';
import { useCinema } from '../../../hooks/cinema-context.ts';

interface Programme {
  /** Undefined until they are there. */
  readonly showtimes: readonly ShowtimeFieldsFragment[] | undefined;
  readonly hasFailed: boolean;
  readonly refetch: () => void;
}

/** The showtimes of a day; the cache keeps the numbers of free seats live. */
export function useProgramme(day: string): Programme {
  const { id: cinemaId } = useCinema();
  const { data, error, refetch } = useQuery(ShowtimesDocument, { variables: { cinemaId, date: day } });
  return { showtimes: data?.showtimes, hasFailed: error !== undefined && !data, refetch: () => void refetch() };
}
