import { createContext, useContext } from 'react';
import type { CinemasQuery } from '../graphql/generated/operations.ts';
import type { Formats } from './formats.ts';

export type Cinema = CinemasQuery['cinemas'][number];

interface CinemaContextValue {
  readonly cinema: Cinema;
  readonly formats: Formats;
}

const CinemaContext = createContext<CinemaContextValue | undefined>(undefined);

export const CinemaProvider = CinemaContext.Provider;

function useCinemaContext(): CinemaContextValue {
  const value = useContext(CinemaContext);
  if (!value) throw new Error('there is no cinema above this component');
  return value;
}

/** The cinema that this station belongs to. */
export function useCinema(): Cinema {
  return useCinemaContext().cinema;
}

/** How to write amounts, times and lists: by the station's locale, on the cinema's clock. */
export function useFormats(): Formats {
  return useCinemaContext().formats;
}
