-- Counts the live holds of a holder.
--
-- KEYS 1 sorted set: hold id → expiry in ms
-- ARGV 1 hold id   2 time to live in ms   3 most live holds
-- Reply 1 claimed | 2 the hold had a slot already | -1 no slot is free
local slots = KEYS[1]
local holdId, ttlMs, limit = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])

local time = redis.call('TIME')
local nowMs = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', slots, '-inf', nowMs)

local isKnown = redis.call('ZSCORE', slots, holdId)
if not isKnown and redis.call('ZCARD', slots) >= limit then
  return -1
end
-- A retry gets the hold that it has, with the time that is left of it.
if isKnown then
  return 2
end
redis.call('ZADD', slots, nowMs + ttlMs, holdId)
-- The set outlives every hold in it.
redis.call('PEXPIRE', slots, ttlMs, 'NX')
redis.call('PEXPIRE', slots, ttlMs, 'GT')
return 1
