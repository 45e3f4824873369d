import type { SessionId } from '#shared/domain/ids.ts';
import { closeCodes, type LiveSocket } from './live-socket.ts';

/** Far above what the stations behind one address need, and what one session needs. */
const mostOfAddress = 600;
const mostOfSession = 10;

/** All sockets, whatever their address: each costs memory. */
const mostInAll = 20_000;

const sessionEnded = 'This session has ended. Sign in again.';

/** Every open socket, and what is to be done with all of them or with those of one session. */
export class LiveSockets {
  readonly #isLimited: boolean;
  readonly #open = new Set<LiveSocket>();
  readonly #byAddress = new Map<string, number>();
  readonly #bySession = new Map<SessionId, Set<LiveSocket>>();

  constructor(isLimited: boolean) {
    this.#isLimited = isLimited;
  }

  /** Whether one more socket of an address may be opened. */
  admits(address: string): boolean {
    if (!this.#isLimited) return true;
    return this.#open.size < mostInAll && (this.#byAddress.get(address) ?? 0) < mostOfAddress;
  }

  /** Keeps a socket until it closes. */
  add(live: LiveSocket): void {
    this.#open.add(live);
    this.#byAddress.set(live.address, (this.#byAddress.get(live.address) ?? 0) + 1);
    live.socket.once('close', () => this.#remove(live));
  }

  /** Takes note whose session a socket belongs to. False when the session has too many. */
  bind(live: LiveSocket, session: NonNullable<LiveSocket['session']>): boolean {
    const ofSession = this.#bySession.get(session.id) ?? new Set();
    if (this.#isLimited && ofSession.size >= mostOfSession) return false;
    // One that closed while its session was looked up has been forgotten already.
    if (!this.#open.has(live)) return true;
    live.session = session;
    this.#bySession.set(session.id, ofSession.add(live));
    return true;
  }

  /** Ends the sockets of a session. */
  endSession(sessionId: SessionId): void {
    for (const live of this.#bySession.get(sessionId) ?? []) live.close(closeCodes.forbidden, sessionEnded);
  }

  /** Asks every socket for a sign of life, and ends those whose session is over. `now`: ms since 1970. */
  tick(now: number): void {
    for (const live of this.#open) {
      if (live.session && live.session.endsAt <= now) live.close(closeCodes.forbidden, sessionEnded);
      else live.ping();
    }
  }

  closeAll(): void {
    for (const live of this.#open) live.close(closeCodes.goingAway, 'The server stops.');
  }

  #remove(live: LiveSocket): void {
    this.#open.delete(live);
    const left = (this.#byAddress.get(live.address) ?? 1) - 1;
    if (left === 0) this.#byAddress.delete(live.address);
    else this.#byAddress.set(live.address, left);
    if (!live.session) return;
    const ofSession = this.#bySession.get(live.session.id);
    ofSession?.delete(live);
    if (ofSession?.size === 0) this.#bySession.delete(live.session.id);
  }
}
