import { join } from 'node:path';
import type { GatewayEvent } from '../contract.ts';
import { commitSchema, type Change, type Commit } from './changes.ts';
import { Journal } from './journal.ts';
import { GatewayState } from './state.ts';

interface StoreListener {
  /** An event happened, and is safe. */
  onEvent(event: GatewayEvent): void;
  /** The disk refused: what is in memory will never be safe. */
  onFailure(error: unknown): void;
}

/** The state and its journal: whatever changes the one is in the other before anybody hears of it. */
export class Store {
  readonly state: GatewayState;
  readonly #journal: Journal<Commit>;
  #listener: StoreListener | undefined;

  private constructor(journal: Journal<Commit>, state: GatewayState) {
    this.#journal = journal;
    this.state = state;
  }

  /** Opens what is kept in the folder. Throws `JournalDamagedError`. */
  static async open(directory: string): Promise<Store> {
    const { journal, entries } = await Journal.open(join(directory, 'journal.jsonl'), commitSchema);
    const state = new GatewayState();
    for (const change of entries.flat()) state.apply(change);
    return new Store(journal, state);
  }

  listen(listener: StoreListener): void {
    this.#listener = listener;
  }

  /** Makes the changes, all or none of which survive. Nobody may be told of them before `settled`. */
  commit(...changes: readonly Change[]): void {
    for (const change of changes) this.state.apply(change);
    this.#journal.append(changes);
    const events = changes.flatMap((change) => (change.kind === 'event' ? change.event : []));
    this.settled().then(
      () => events.forEach((event) => this.#listener?.onEvent(event)),
      (error: unknown) => this.#listener?.onFailure(error),
    );
  }

  /** Resolves when all that was changed so far is on the disk; rejects when the disk refuses. */
  async settled(): Promise<void> {
    await this.#journal.settled();
  }

  async close(): Promise<void> {
    await this.#journal.close();
  }
}
