import type { StackAddresses } from '../stack.ts';

/** What whoever starts the tour gives it in the environment, as JSON in `FOYER_TOUR`. */
export interface TourAssignment {
  readonly addresses: StackAddresses;
  /** Empty; tickets and screenshots go there. */
  readonly folder: string;
  /** The built program. */
  readonly root: string;
  /** What carries the windows. */
  readonly executablePath: string;
  readonly switches: readonly string[];
}

/** What the tour answers, as one line of JSON on stdout. */
export interface TourReport {
  /** The order's code, as it is printed. */
  readonly order: string;
  readonly tickets: readonly string[];
  readonly screenshots: readonly string[];
}

/** @throws Error when the environment has no assignment */
export function readAssignment({ FOYER_TOUR: text }: NodeJS.ProcessEnv): TourAssignment {
  if (!text) throw new Error('there is nothing to do: FOYER_TOUR is not set. "npm start -- --tour" sets it');
  return JSON.parse(text) as TourAssignment;
}
