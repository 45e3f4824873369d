import { seatIdsAt, type SeatPlan } from '../../domain/showtime.ts';
import type { AuditAction, AuditEntry } from '../../domain/audit-entry.ts';
import type { Keys } from '../../redis/keys.ts';
import type { RedisClient } from '../../redis/client.ts';
import { seatEventStreams } from '../../redis/seat-events.ts';
import type { Loss } from '../dump.ts';

/**
 * Throws everything away, and says in the same step what the audit group had not acknowledged: exactly that may be missing
 * in the history, and nothing else.
 */
const script = `
local time = redis.call('TIME')
local lost = {}
local function add(stream, entries)
  for _, entry in ipairs(entries) do
    lost[#lost + 1] = { stream, entry[1], entry[2] }
  end
end
for _, stream in ipairs(KEYS) do
  if redis.call('EXISTS', stream) == 1 then
    local last = '0-0'
    local groups = redis.call('XINFO', 'GROUPS', stream)
    for _, group in ipairs(groups) do
      if group[2] == ARGV[1] then
        last = group[8]
        for _, pending in ipairs(redis.call('XPENDING', stream, ARGV[1], '-', '+', 100000)) do
          add(stream, redis.call('XRANGE', stream, pending[1], pending[1]))
        end
      end
    end
    add(stream, redis.call('XRANGE', stream, '(' .. last, '+'))
  end
end
redis.call('FLUSHALL')
return { time[1] * 1000 + math.floor(time[2] / 1000), lost }
`;

type Fields = readonly string[];

/** Knows the seats of showtimes. */
interface Plans {
  offerOf(showtimeId: string): { readonly plan: SeatPlan } | undefined;
}

/** FLUSHALL, as somebody at a wrong prompt does it. Rejects when Redis is away. */
export async function flush(redis: RedisClient, keys: Keys, plans: Plans): Promise<Loss> {
  const reply = await redis.eval(script, { keys: [...seatEventStreams(keys)], arguments: ['audit'] });
  const [at, lost] = reply as unknown as [number, [stream: string, id: string, fields: Fields][]];
  const events = lost.map(([stream, id, fields]) => entryOf(`${stream}:${id}`, fields, plans));
  return { kind: 'FLUSHALL', at, events };
}

/** An event as the history would have had it. */
function entryOf(id: string, fields: Fields, plans: Plans): AuditEntry {
  const field = (name: string): string => fields[fields.indexOf(name) + 1] ?? '';
  const showtimeId = field('showtimeId');
  const plan = plans.offerOf(showtimeId)?.plan;
  const indexes = field('seats').split(',').filter(Boolean).map(Number);
  const reason = field('reason');
  const [, added] = /^added (\d+), removed/.exec(reason) ?? [];
  const [epoch, packed] = reason.split(' ');
  const details = { holdId: field('holdId'), fence: field('fence'), session: field('session') };
  return {
    id,
    action: field('type') as AuditAction,
    at: new Date(Number(field('at'))),
    actor: field('actor') || null,
    actorId: field('actorId') || null,
    approvedBy: null,
    station: field('station') || null,
    showtimeId,
    seatIds: plan ? seatIdsAt(plan, indexes) : [],
    orderId: null,
    shiftId: null,
    details: {
      ...(field('type') === 'map.rebuilt' ? { epoch, packed } : { ...details, reason }),
      ...(added !== undefined && { added: Number(added) }),
    },
  };
}
