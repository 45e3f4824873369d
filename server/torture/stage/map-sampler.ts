import type { Dice } from '../../simulation/engine/dice.ts';
import type { Keys } from '../../redis/keys.ts';
import type { RedisClient } from '../../redis/client.ts';
import { parseHold } from '../../redis/live-hold.ts';
import type { MapSample } from '../dump.ts';
import type { Programme } from './programme.ts';

/** A map and its holds in one step, by Redis' own clock. */
const script = `
local time = redis.call('TIME')
return { time[1] * 1000 + math.floor(time[2] / 1000), redis.call('HGET', KEYS[1], 'packed'), redis.call('HVALS', KEYS[2]) }
`;

const everyMs = 150;

/** Looks into Redis again and again while everything goes on. */
export class MapSampler {
  readonly samples: MapSample[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor(redis: RedisClient, keys: Keys, programme: Programme, dice: Dice) {
    const look = async (): Promise<void> => {
      const { id } = dice.oneOf(programme.all.slice(-8)).showtime;
      // It is away now and then, and that is no concern of ours.
      const reply = await redis.eval(script, { keys: [keys.map(id), keys.holds(id)] }).catch(() => undefined);
      const [now, packed, holds] = (reply ?? []) as [number?, string?, string[]?];
      if (now === undefined || !packed || !holds) return;
      this.samples.push({ showtimeId: id, now, packed, holds: holds.map(sampleOf) });
    };
    this.#timer = setInterval(() => void look(), everyMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

function sampleOf(json: string): MapSample['holds'][number] {
  const { state } = JSON.parse(json) as { readonly state: 'HELD' | 'LOCKED' };
  return { ...parseHold(json), state };
}
