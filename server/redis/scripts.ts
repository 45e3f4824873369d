import { defineScript, type CommandParser } from 'redis';
import beginRelay from './event-streams/begin-relay.lua?raw';
import type { Reply } from './reply-codes.ts';
import { composeScript } from './script-source.ts';
import abandon from './scripts/abandon.lua?raw';
import change from './scripts/change.lua?raw';
import claim from './scripts/claim.lua?raw';
import claimSlot from './scripts/claim-slot.lua?raw';
import commitRebuild from './scripts/commit-rebuild.lua?raw';
import expire from './scripts/expire.lua?raw';
import extend from './scripts/extend.lua?raw';
import free from './scripts/free.lua?raw';
import hold from './scripts/hold.lua?raw';
import heldHold from './scripts/include/held-hold.lua?raw';
import liveMap from './scripts/include/live-map.lua?raw';
import prologue from './scripts/include/prologue.lua?raw';
import lock from './scripts/lock.lua?raw';
import release from './scripts/release.lua?raw';
import snapshot from './scripts/snapshot.lua?raw';
import takeTokens from './scripts/take-tokens.lua?raw';
import unlock from './scripts/unlock.lua?raw';

const includes = { prologue, 'live-map': liveMap, 'held-hold': heldHold };

/** The script as Redis runs it. */
export const holdSource = composeScript(hold, includes);

/** A script of one showtime: its keys, then its id and channel, then what the operation adds. */
function showtimeScript(source: string) {
  return defineScript({
    SCRIPT: composeScript(source, includes),
    NUMBER_OF_KEYS: 7,
    parseCommand(parser: CommandParser, keys: readonly string[], parameters: readonly string[]) {
      for (const key of keys) parser.pushKey(key);
      parser.push(...parameters);
    },
    transformReply: (reply: unknown) => reply as Reply,
  });
}

const claimSlotScript = defineScript({
  SCRIPT: claimSlot,
  NUMBER_OF_KEYS: 1,
  parseCommand(parser: CommandParser, slots: string, holdId: string, ttlMs: number, limit: number) {
    parser.pushKey(slots);
    parser.push(holdId, String(ttlMs), String(limit));
  },
  transformReply: (reply: unknown) => reply as number,
});

const beginRelayScript = defineScript({
  SCRIPT: beginRelay,
  NUMBER_OF_KEYS: 2,
  parseCommand(parser: CommandParser, life: string, turn: string, who: string, turnMs: number, least: string) {
    parser.pushKey(life);
    parser.pushKey(turn);
    parser.push(who, String(turnMs), least);
  },
  transformReply: (reply: unknown) =>
    reply as readonly [isOurs: number, generation: string, isRunKnown: number, run: string],
});

const takeTokensScript = defineScript({
  SCRIPT: takeTokens,
  NUMBER_OF_KEYS: 1,
  parseCommand(parser: CommandParser, bucket: string, parameters: readonly number[]) {
    parser.pushKey(bucket);
    parser.push(...parameters.map(String));
  },
  transformReply: (reply: unknown) => reply as readonly [taken: number, waitMs: number],
});

/** Every script as a typed command of the client. */
export const scripts = {
  hold: showtimeScript(hold),
  change: showtimeScript(change),
  extend: showtimeScript(extend),
  releaseHold: showtimeScript(release),
  lockHold: showtimeScript(lock),
  unlockHold: showtimeScript(unlock),
  claim: showtimeScript(claim),
  freeSeats: showtimeScript(free),
  abandon: showtimeScript(abandon),
  expireHolds: showtimeScript(expire),
  snapshot: showtimeScript(snapshot),
  commitRebuild: showtimeScript(commitRebuild),
  claimSlot: claimSlotScript,
  takeTokens: takeTokensScript,
  beginRelay: beginRelayScript,
};

/** The scripts of one showtime, which all take its keys and their own parameters. */
export type ShowtimeScript = Exclude<keyof typeof scripts, 'claimSlot' | 'takeTokens' | 'beginRelay'>;
