/** The mail server can't be reached: nothing is wrong with the mail. */
export class MailServerAwayError extends Error {
  constructor(cause: unknown) {
    super('the mail server does not answer', { cause });
    this.name = 'MailServerAwayError';
  }
}

/** The mail server won't take this mail, whenever it is asked. */
export class MailRefusedError extends Error {
  constructor(responseCode: number, cause: unknown) {
    super(`the mail server refused the mail for good (${responseCode})`, { cause });
    this.name = 'MailRefusedError';
  }
}
