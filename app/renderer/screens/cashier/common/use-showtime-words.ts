import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShowtimeFieldsFragment } from '../../../graphql/generated/operations.ts';

type Movie = ShowtimeFieldsFragment['movie'];

interface ShowtimeWords {
  /** `12`, or `All`. */
  readonly rating: (movie: Pick<Movie, 'ageRating'>) => string;
  /** `2 h 21`. */
  readonly runtime: (movie: Pick<Movie, 'runningMinutes'>) => string;
  /** `EN, sub FR`. */
  readonly languages: (showtime: Pick<ShowtimeFieldsFragment, 'spokenLanguage' | 'subtitleLanguage'>) => string;
}

/** What is said of a showtime in few letters. */
export function useShowtimeWords(): ShowtimeWords {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      rating: ({ ageRating }) => (ageRating === null ? t('common.movie.allAges') : String(ageRating)),
      runtime: ({ runningMinutes }) =>
        runningMinutes < 60
          ? t('common.movie.runtimeShort', { minutes: runningMinutes })
          : t('common.movie.runtime', {
              hours: Math.floor(runningMinutes / 60),
              minutes: String(runningMinutes % 60).padStart(2, '0'),
            }),
      languages: ({ spokenLanguage, subtitleLanguage }) => {
        const spoken = spokenLanguage.toUpperCase();
        if (subtitleLanguage === null) return spoken;
        return `${spoken}, ${t('common.movie.subtitles', { language: subtitleLanguage.toUpperCase() })}`;
      },
    }),
    [t],
  );
}
