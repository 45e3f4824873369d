import type { ShowtimeScript } from '../../redis/scripts.ts';
import type { Reply } from '../../redis/reply-codes.ts';
import { claim, commitRebuild, freeSeats } from './claim-scripts.ts';
import { abandon, change, expire, extend, hold, lock, release, snapshot, unlock } from './hold-scripts.ts';
import { Keyspace, type Stream } from './keyspace.ts';
import { ShowtimeStep, type Listener, type ScriptControls } from './showtime-step.ts';

const showtimeScripts: Readonly<Record<ShowtimeScript, (step: ShowtimeStep, parameters: readonly string[]) => Reply>> =
  {
    hold,
    change,
    extend,
    releaseHold: release,
    lockHold: lock,
    unlockHold: unlock,
    claim,
    freeSeats,
    abandon,
    expireHolds: expire,
    snapshot,
    commitRebuild,
  };

export const showtimeScriptNames = Object.keys(showtimeScripts) as ShowtimeScript[];

interface Dependencies {
  /** Epoch µs; never the same twice. */
  readonly micros: () => number;
  readonly listener: Listener & {
    /** A script of a showtime has run with these parameters of its own. */
    readonly ran: (script: ShowtimeScript, showtimeId: string, parameters: readonly string[]) => void;
  };
  readonly controls?: ScriptControls;
}

/** What a reader keeps for longer than this is given to another. */
const stuckMs = 10_000;

/** What Redis does with the keys of the live seat maps: the scripts' rules, and the few commands beside them. */
export class RedisModel {
  readonly keyspace: Keyspace;
  readonly #dependencies: Dependencies;
  /** Names this run of the server. */
  readonly run = 'a1b2c3';
  /** What the consumer group of a stream has taken, and when. */
  readonly #groups = new Map<string, { next: number; readonly takenAt: Map<string, number> }>();

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
    this.keyspace = new Keyspace(() => this.now);
  }

  /** Epoch µs. */
  get micros(): number {
    return this.#dependencies.micros();
  }

  /** Epoch ms. */
  get now(): number {
    return Math.floor(this.micros / 1_000);
  }

  /** All data are gone. */
  flush(): void {
    this.keyspace.clear();
    this.#groups.clear();
  }

  /** Entries of a stream that nobody has settled: first what somebody took long ago, else the next ones. */
  takeEntries(key: string, count: number): Stream {
    const stream = this.keyspace.stream(key);
    const group = this.#groups.get(key) ?? { next: 0, takenAt: new Map<string, number>() };
    this.#groups.set(key, group);
    const { now } = this;
    const stuck = stream.filter(({ id }) => (group.takenAt.get(id) ?? Infinity) + stuckMs <= now);
    const next = stuck.length > 0 ? [] : stream.slice(group.next, group.next + count);
    group.next += next.length;
    const taken = [...stuck, ...next];
    for (const { id } of taken) group.takenAt.set(id, now);
    return taken;
  }

  acknowledge(key: string, id: string): void {
    this.#groups.get(key)?.takenAt.delete(id);
  }

  runScript(script: ShowtimeScript, keys: readonly string[], parameters: readonly string[]): Reply {
    const { listener, controls = {} } = this.#dependencies;
    const [showtimeId = '', channel = '', ...own] = parameters;
    const parts = { keyspace: this.keyspace, nowMicros: this.micros, listener, controls };
    const step = new ShowtimeStep(parts, keys, showtimeId, channel);
    const reply = showtimeScripts[script](step, own);
    listener.ran(script, showtimeId, own);
    return reply;
  }

  /** `claim-slot.lua` */
  claimSlot(slots: string, holdId: string, ttlMs: number, limit: number): number {
    const { keyspace, now } = this;
    for (const over of keyspace.membersUpTo(slots, now)) keyspace.deleteScore(slots, over);
    const scores = keyspace.scores(slots);
    if (scores.has(holdId)) return 2;
    if (scores.size >= limit) return -1;
    keyspace.setScore(slots, holdId, now + ttlMs);
    const expiry = keyspace.expiryOf(slots);
    if (expiry === undefined || expiry < now + ttlMs) keyspace.expireAt(slots, now + ttlMs);
    return 1;
  }

  /** `begin-relay.lua` */
  beginRelay(
    life: string,
    turn: string,
    who: string,
    turnMs: number,
    least: string,
  ): readonly [number, string, number, string] {
    const { keyspace, run } = this;
    const holder = keyspace.text(turn);
    if (holder !== undefined && holder !== who) return [0, '', 1, ''];
    keyspace.setText(turn, who);
    keyspace.expireAt(turn, this.now + turnMs);
    const known = keyspace.hash(life);
    const generation = known.get('generation');
    if (generation !== undefined) return [1, generation, known.get('run') === run ? 1 : 0, run];
    if (least === '') return [1, '', 1, run];
    const next = String(Math.max(this.micros, Number(least)));
    keyspace.setFields(life, { generation: next, run });
    return [1, next, 1, run];
  }
}
