/** What must never be, found in one world. */
export class Violations {
  readonly #found: string[] = [];

  get found(): readonly string[] {
    return this.#found;
  }

  add(violation: string): void {
    this.#found.push(violation);
  }

  /** Says what is wrong unless it is so. */
  expect(isSo: boolean, otherwise: () => string): void {
    if (!isSo) this.add(otherwise());
  }
}
