import { asId, type MovieId } from '#shared/domain/ids.ts';
import type { DemoMovie } from './records.ts';

type Draft = Omit<DemoMovie, 'id' | 'poster'>;

/** Twelve films that were never made. The key is the id and names the poster. */
const drafts = {
  perihelion: {
    title: 'Perihelion',
    synopsis:
      'The last repair crew of a solar mirror has nine days until its orbit dips too close. Their engineer decides to go outside and stay there.',
    originalLanguage: 'en',
    dubbed: true,
    runningMinutes: 141,
    ageRating: 12,
    genres: ['Science fiction'],
    releaseYear: 2026,
    accentColour: '#F89A2E',
  },
  'the-paper-fox': {
    title: 'The Paper Fox',
    synopsis:
      'A fox folded from a love letter wakes in a stationery shop and sets out through the rain to be delivered after all.',
    originalLanguage: 'ja',
    dubbed: true,
    runningMinutes: 92,
    ageRating: null,
    genres: ['Animation', 'Family'],
    releaseYear: 2026,
    accentColour: '#F08A3C',
  },
  'nocturne-for-two': {
    title: 'Nocturne for Two',
    synopsis:
      'Two piano tuners share one flat and never meet: she works by day, he by night. They begin to leave each other pieces on the stand.',
    originalLanguage: 'fr',
    dubbed: false,
    runningMinutes: 114,
    ageRating: null,
    genres: ['Romance'],
    releaseYear: 2026,
    accentColour: '#E5532D',
  },
  'night-tram-28': {
    title: 'Night Tram 28',
    synopsis:
      'On the last run before the line closes, a Lisbon tram driver lets the passengers choose where the rails should have gone.',
    originalLanguage: 'pt',
    dubbed: false,
    runningMinutes: 107,
    ageRating: 12,
    genres: ['Drama'],
    releaseYear: 2025,
    accentColour: '#F2B929',
  },
  'the-widow-plays-chess': {
    title: 'The Widow Plays Chess',
    synopsis:
      'At a spa hotel out of season somebody takes the guests one by one, in the order of an unfinished game. Only the widow in room 64 has noticed.',
    originalLanguage: 'de',
    dubbed: false,
    runningMinutes: 118,
    ageRating: 12,
    genres: ['Crime', 'Comedy'],
    releaseYear: 2026,
    accentColour: '#E8B7A8',
  },
  'the-salt-road': {
    title: 'The Salt Road',
    synopsis:
      'A mapmaker who has never left her city joins the last camel caravan across the salt flats, to draw a road that moves.',
    originalLanguage: 'en',
    dubbed: false,
    runningMinutes: 156,
    ageRating: 10,
    genres: ['Adventure'],
    releaseYear: 2026,
    accentColour: '#F3A64C',
  },
  'monsieur-pluie': {
    title: 'Monsieur Pluie',
    synopsis:
      'It rains wherever the mild insurance clerk Anatole Pluie goes. Then a village in a drought offers him a house.',
    originalLanguage: 'fr',
    dubbed: false,
    runningMinutes: 101,
    ageRating: null,
    genres: ['Comedy'],
    releaseYear: 2026,
    accentColour: '#5E9FB2',
  },
  'hollow-hour': {
    title: 'Hollow Hour',
    synopsis:
      'When the clocks go back, one corridor of the old sanatorium keeps the hour it was given, and whoever is in it.',
    originalLanguage: 'en',
    dubbed: false,
    runningMinutes: 98,
    ageRating: 16,
    genres: ['Horror'],
    releaseYear: 2026,
    accentColour: '#E6F08A',
  },
  'the-bee-atlas': {
    title: 'The Bee Atlas',
    synopsis: 'A year in the life of one hive, told by following each forager home. A film about maps that are danced.',
    originalLanguage: 'en',
    dubbed: true,
    runningMinutes: 87,
    ageRating: null,
    genres: ['Documentary'],
    releaseYear: 2025,
    accentColour: '#F7C52B',
  },
  'kite-season': {
    title: 'Kite Season',
    synopsis:
      'Two sisters in a fishing village build a kite large enough to be seen from the boat their father works on.',
    originalLanguage: 'th',
    dubbed: true,
    runningMinutes: 104,
    ageRating: 6,
    genres: ['Family', 'Drama'],
    releaseYear: 2026,
    accentColour: '#B79CF0',
  },
  'waltz-for-a-boxer': {
    title: 'Waltz for a Boxer',
    synopsis:
      'To mend his footwork a heavyweight past his best takes lessons in a ballroom, and finds that he would rather lead than win.',
    originalLanguage: 'it',
    dubbed: false,
    runningMinutes: 122,
    ageRating: 10,
    genres: ['Musical', 'Sport'],
    releaseYear: 2026,
    accentColour: '#E2382B',
  },
  'the-blue-door-job': {
    title: 'The Blue Door Job',
    synopsis:
      'Four retired locksmiths of a white town above the sea agree to break into the one house that none of them could ever open.',
    originalLanguage: 'ar',
    dubbed: false,
    runningMinutes: 112,
    ageRating: 12,
    genres: ['Thriller', 'Comedy'],
    releaseYear: 2026,
    accentColour: '#1F4FD0',
  },
} as const satisfies Record<string, Draft>;

/** The films by name, so that a programme cannot show one that doesn't exist. */
export type DemoMovieName = keyof typeof drafts;

export const demoMovies: readonly DemoMovie[] = Object.entries<Draft>(drafts).map(([name, draft]) => ({
  id: asId<MovieId>(name),
  ...draft,
  poster: `${name}.svg`,
}));

/** Never fails: a `DemoMovieName` is the name of one of the films. */
export function demoMovie(name: DemoMovieName): DemoMovie {
  return { id: asId<MovieId>(name), ...drafts[name], poster: `${name}.svg` };
}
