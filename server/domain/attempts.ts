/** Wrong PINs, passwords or codes in a row before their account is locked. */
export const attemptsBeforeLock = 5;

/** How long a lock lasts, in milliseconds. */
export const lockMs = 5 * 60_000;
