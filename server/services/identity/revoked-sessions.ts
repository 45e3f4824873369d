import type { SessionId } from '#shared/domain/ids.ts';
import type { Logger } from '../../log.ts';
import type { SessionRepository } from '../../mongo/session-repository.ts';
import type { SessionFeed } from '../../redis/session-feed.ts';
import type { Clock } from '../clock.ts';

/** How often the database is asked for what the feed may not have told, in milliseconds. */
const catchUpMs = 5_000;

/** Clocks of programs differ, and transactions take a while: this much is asked for again each time. */
const overlapMs = 60_000;

interface Dependencies {
  readonly sessions: SessionRepository;
  readonly feed: SessionFeed;
  readonly clock: Clock;
  readonly log: Logger;
  /** After this no access token of an ended session can be valid. */
  readonly accessTokenMs: number;
}

type Listener = (sessionId: SessionId) => void;

/**
 * Which sessions were ended while their access tokens would still be valid. Every program knows them in memory, so that
 * asking costs nothing; it hears of them over Redis at once, and from the database when Redis was away.
 */
export class RevokedSessions {
  readonly #dependencies: Dependencies;
  /** Session → when it was heard of, oldest first. */
  readonly #heardAt = new Map<SessionId, number>();
  readonly #listeners = new Set<Listener>();
  #knownUntil: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
    this.#knownUntil = dependencies.clock().getTime() - dependencies.accessTokenMs;
  }

  /** Learns what was ended before, and listens from then on. */
  async start(): Promise<void> {
    const { feed } = this.#dependencies;
    await feed.watch(
      (sessionIds) => this.#hear(sessionIds),
      () => void this.#catchUp(),
    );
    await this.#learn();
    this.#timer = setInterval(() => void this.#catchUp(), catchUpMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  has(sessionId: SessionId): boolean {
    return this.#heardAt.has(sessionId);
  }

  /** Tells everybody of sessions that were ended in a transaction that has committed. */
  async announce(sessionIds: readonly SessionId[]): Promise<void> {
    if (sessionIds.length === 0) return;
    this.#hear(sessionIds);
    const { feed, log } = this.#dependencies;
    try {
      await feed.publish(sessionIds);
    } catch (error) {
      log.warn({ error }, 'ended sessions could not be told; other programs learn of them from the database');
    }
  }

  /** Calls for every session that ends, until the returned function is called. */
  onRevoked(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #hear(sessionIds: readonly SessionId[]): void {
    const now = this.#dependencies.clock().getTime();
    for (const sessionId of sessionIds) {
      if (this.#heardAt.has(sessionId)) continue;
      this.#heardAt.set(sessionId, now);
      for (const listener of this.#listeners) listener(sessionId);
    }
  }

  /** As `#learn`; what fails now is made good the next time. */
  async #catchUp(): Promise<void> {
    try {
      await this.#learn();
    } catch (error) {
      this.#dependencies.log.warn({ error }, 'ended sessions could not be read; tried again soon');
    }
  }

  async #learn(): Promise<void> {
    const { sessions, clock, accessTokenMs } = this.#dependencies;
    const now = clock().getTime();
    this.#hear(await sessions.revokedSince(new Date(this.#knownUntil - overlapMs)));
    this.#knownUntil = now;
    for (const [sessionId, heardAt] of this.#heardAt) {
      if (heardAt > now - accessTokenMs - 2 * overlapMs) break;
      this.#heardAt.delete(sessionId);
    }
  }
}
