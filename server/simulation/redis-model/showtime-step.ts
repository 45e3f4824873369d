import { seatStates, type SeatState } from '#shared/domain/seat-map.ts';
import type { Keyspace } from './keyspace.ts';

/** A hold as the scripts keep it. */
export interface HoldRecord {
  holdId: string;
  showtimeId: string;
  seats: readonly number[];
  fence: string;
  expiresAt: number;
  deadline: number;
  holder: string;
  actor: string;
  actorId: string;
  station: string;
  state: 'HELD' | 'LOCKED';
  token?: string | undefined;
  lockers?: number | undefined;
  lockedAt?: number | undefined;
  waitsUntil?: number | undefined;
}

export interface LiveMap {
  readonly epoch: string;
  version: number;
  packed: string;
  fence: number;
}

/** Where a script's changes are told. */
export interface Listener {
  published(channel: string, message: string): void;
}

/** Guards of the scripts that a control switches off, to see that somebody notices. */
export interface ScriptControls {
  /** `lock` takes any fence for the hold's own. */
  readonly withoutFenceOnLock?: boolean;
  /** A claim that was given back may still be shown. */
  readonly withoutFreedFences?: boolean;
  /** A rebuild under way doesn't hear of claims that are committed meanwhile. */
  readonly withoutPendingClaims?: boolean;
  /** A rebuilt map doesn't know the fences of its claims. */
  readonly withoutClaimFences?: boolean;
  /** A rebuild under way doesn't hear of claims that are given back meanwhile. */
  readonly withoutRestartedRebuilds?: boolean;
  /** `hold` takes seats that somebody else has. */
  readonly withoutAvailability?: boolean;
  /** Holds are only ended by the worker. */
  readonly withoutOverdueCheck?: boolean;
  /** A partial change: only the first seat of a hold is marked. */
  readonly withPartialHolds?: boolean;
}

export interface StepParts {
  readonly keyspace: Keyspace;
  /** Epoch µs. */
  readonly nowMicros: number;
  readonly listener: Listener;
  readonly controls: ScriptControls;
}

/** One run of one script of a showtime: `prologue.lua`, function by function. */
export class ShowtimeStep {
  readonly parts: StepParts;
  readonly nowMs: number;
  /** Hold id, holder, hold id, holder, … of the holds that ended. */
  readonly ended: string[] = [];
  readonly mapKey: string;
  readonly holdsKey: string;
  readonly dueKey: string;
  readonly pendingKey: string;
  readonly rebuildKey: string;
  readonly #activeKey: string;
  readonly #eventsKey: string;
  readonly #showtimeId: string;
  readonly #channel: string;

  constructor(parts: StepParts, keys: readonly string[], showtimeId: string, channel: string) {
    const [map = '', holds = '', due = '', pending = '', rebuild = '', active = '', events = ''] = keys;
    this.parts = parts;
    this.nowMs = Math.floor(parts.nowMicros / 1_000);
    this.mapKey = map;
    this.holdsKey = holds;
    this.dueKey = due;
    this.pendingKey = pending;
    this.rebuildKey = rebuild;
    this.#activeKey = active;
    this.#eventsKey = events;
    this.#showtimeId = showtimeId;
    this.#channel = channel;
  }

  get showtimeId(): string {
    return this.#showtimeId;
  }

  get #keyspace(): Keyspace {
    return this.parts.keyspace;
  }

  readMap(): LiveMap | undefined {
    const fields = this.#keyspace.hash(this.mapKey);
    const packed = fields.get('packed');
    if (packed === undefined) return undefined;
    return {
      epoch: fields.get('epoch') ?? '',
      version: Number(fields.get('version')),
      packed,
      fence: Number(fields.get('fence')),
    };
  }

  readHold(holdId: string): HoldRecord | undefined {
    const json = this.#keyspace.hash(this.holdsKey).get(holdId);
    return json === undefined ? undefined : (JSON.parse(json) as HoldRecord);
  }

  get holds(): readonly HoldRecord[] {
    return [...this.#keyspace.hash(this.holdsKey).values()].map((json) => JSON.parse(json) as HoldRecord);
  }

  writeHold(hold: HoldRecord): void {
    this.#keyspace.setFields(this.holdsKey, { [hold.holdId]: JSON.stringify(hold) });
    if (hold.state === 'HELD') this.#keyspace.setScore(this.dueKey, hold.holdId, hold.expiresAt);
    else this.#keyspace.deleteScore(this.dueKey, hold.holdId);
    this.#keyspace.addMember(this.#activeKey, this.#showtimeId);
  }

  nextFence(map: LiveMap): string {
    map.fence = Math.max(map.fence + 1, this.parts.nowMicros);
    return String(map.fence);
  }

  removeHold({ holdId, holder }: HoldRecord): void {
    this.#keyspace.deleteField(this.holdsKey, holdId);
    this.#keyspace.deleteScore(this.dueKey, holdId);
    if (this.#keyspace.hash(this.holdsKey).size === 0) this.#keyspace.deleteMember(this.#activeKey, this.#showtimeId);
    this.ended.push(holdId, holder);
  }

  recordEvent(
    type: string,
    hold: Pick<HoldRecord, 'holdId' | 'fence'> & Partial<HoldRecord>,
    seats: readonly number[],
    reason = '',
  ): void {
    const { holdId, fence, holder = '', actor = '', actorId = '', station = '' } = hold;
    const stream = this.#keyspace.stream(this.#eventsKey);
    stream.push({
      id: `${this.nowMs}-${stream.length}`,
      fields: {
        type,
        showtimeId: this.#showtimeId,
        holdId,
        fence,
        seats: seats.join(','),
        holder,
        actor,
        actorId,
        station,
        at: String(this.nowMs),
        reason,
      },
    });
  }

  publishChange(map: LiveMap, seats: readonly number[]): void {
    map.version += 1;
    const { epoch, version, packed, fence } = map;
    const states = seats.map((seat) => stateOf(map, seat)).join('');
    this.#keyspace.setFields(this.mapKey, { version: String(version), packed, fence: String(fence) });
    this.parts.listener.published(this.#channel, JSON.stringify({ epoch, version, seats, states }));
  }

  endHold(map: LiveMap | undefined, hold: HoldRecord, type: string, reason?: string): void {
    this.removeAndFree(map, hold);
    this.recordEvent(type, hold, hold.seats, reason);
  }

  removeAndFree(map: LiveMap | undefined, hold: HoldRecord): void {
    this.removeHold(hold);
    if (!map) return;
    const own = new Set<string>([seatStates.HELD, seatStates.LOCKED]);
    const freed = hold.seats.filter((seat) => own.has(stateOf(map, seat)));
    if (freed.length === 0) return;
    setStates(map, freed, seatStates.FREE);
    this.publishChange(map, freed);
  }

  /** Ends every hold whose time is over; returns how many. */
  freeOverdue(map: LiveMap | undefined): number {
    const overdue = this.#keyspace.membersUpTo(this.dueKey, this.nowMs);
    for (const holdId of overdue) {
      const hold = this.readHold(holdId);
      if (hold) this.endHold(map, hold, 'hold.expired');
      else this.#keyspace.deleteScore(this.dueKey, holdId);
    }
    return overdue.length;
  }
}

export function stateOf({ packed }: LiveMap, seat: number): string {
  return packed.charAt(seat);
}

export function setStates(map: LiveMap, seats: readonly number[], state: SeatState): void {
  for (const seat of seats) map.packed = `${map.packed.slice(0, seat)}${state}${map.packed.slice(seat + 1)}`;
}

export function parseSeats(list: string): readonly number[] {
  return (list.match(/\d+/g) ?? []).map(Number);
}
