import { stopChildren } from './children.mjs';
import { say } from './progress.mjs';

/** Something that a person must mend. The message says all of it; a stack would only hide it. */
export class PlainError extends Error {
  constructor(message) {
    super(message);
    this.name = 'PlainError';
  }
}

/** Does `step`; a `PlainError` is told in its own words and ends the program, children first. */
export async function orSayWhy(step) {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    say(error.message);
    await stopChildren();
    return process.exit(1);
  }
}
