import { useApolloClient } from '@apollo/client/react';
import { useEffect, useMemo, useState } from 'react';
import { describeFailure, isOfOtherVersion } from '../graphql/failures.ts';
import { CinemasDocument } from '../graphql/generated/operations.ts';
import { useStation } from '../stores/station-store.ts';
import type { Cinema } from './cinema-context.ts';
import { createFormats, type Formats } from './formats.ts';
import { untilRetry } from './wait.ts';

interface CinemaOfStation {
  /** Undefined until the server has told. */
  readonly value: { readonly cinema: Cinema; readonly formats: Formats } | undefined;
  /** Why the server has not told; it is being asked again. */
  readonly failure: 'serverAway' | 'otherVersion' | undefined;
}

/** The cinema of this station, asked for once and as often as it takes. A server has one. */
export function useCinemaOfStation(): CinemaOfStation {
  const client = useApolloClient();
  const { locale } = useStation();
  const [cinema, setCinema] = useState<Cinema>();
  const [failures, setFailures] = useState(0);
  const [failure, setFailure] = useState<CinemaOfStation['failure']>();

  useEffect(() => {
    let isCurrent = true;
    async function ask() {
      if (failures > 0) await untilRetry(failures);
      const { data } = await client.query({ query: CinemasDocument, fetchPolicy: 'no-cache' });
      if (isCurrent) setCinema(data?.cinemas[0]);
    }
    ask().catch((error: unknown) => {
      console.warn('the cinema could not be loaded', describeFailure(error));
      if (!isCurrent) return;
      setFailure(isOfOtherVersion(error) ? 'otherVersion' : 'serverAway');
      setFailures(failures + 1);
    });
    return () => {
      isCurrent = false;
    };
  }, [client, failures]);

  const value = useMemo(
    () => cinema && { cinema, formats: createFormats(written(locale), cinema.timeZone) },
    [cinema, locale],
  );
  return { value, failure };
}

/** English without a country is written as in Europe: the day before the month. */
function written(locale: string): string {
  return locale === 'en' ? 'en-GB' : locale;
}
