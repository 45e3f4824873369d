/** Activity asks for more time once less than this is left (ms). */
export const extendBelow = 90_000;

/** From here on the time is called scarce (ms). */
export const lastMinute = 60_000;

/** How many seats are asked for at first. */
export const defaultCount = 2;
