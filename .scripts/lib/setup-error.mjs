/** The machine lacks something that we can't get. The message says what to do; a stack would only hide it. */
export class SetupError extends Error {
  constructor(message) {
    super(message);
    this.name = 'SetupError';
  }
}
