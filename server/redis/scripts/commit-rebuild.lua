-- Installs a map that was made from the database's claims, under a new epoch. Refused when the token of the rebuild is
-- gone (Redis lost its data meanwhile) or another's: then the claims must be read again.
--
-- ARGV 3 token   4 packed, as the claims say   5 the highest fence that the database has seen   6 when the keys go, epoch ms
-- Reply { OK, epoch } | { SUPERSEDED }
-- Event: a message with the new epoch and no seats, which tells watchers to fetch
-- @include prologue
local token, packed, minimumFence, expireAtMs = ARGV[3], ARGV[4], tonumber(ARGV[5]), ARGV[6]

if redis.call('GET', rebuildKey) ~= token then
  return { SUPERSEDED }
end
local old = redis.call('HMGET', mapKey, 'epoch', 'fence')
local map = {
  epoch = integer(math.max((tonumber(old[1]) or 0) + 1, nowMicros)),
  version = 0,
  packed = packed,
  fence = math.max(tonumber(old[2]) or 0, minimumFence),
}

-- Claims that committed while the database was being read.
local pending = redis.call('HGETALL', pendingKey)
for position = 1, #pending, 2 do
  setState(map, tonumber(pending[position]), pending[position + 1])
end

-- Holds of a map that wasn't lost go on, unless the claims say otherwise.
for _, json in ipairs(redis.call('HVALS', holdsKey)) do
  local hold = cjson.decode(json)
  local isLive = hold.state == 'LOCKED' or hold.expiresAt > nowMs
  for _, seat in ipairs(hold.seats) do
    isLive = isLive and stateOf(map, seat) == FREE
  end
  if isLive then
    setStates(map, hold.seats, hold.state == 'LOCKED' and LOCKED or HELD)
  else
    removeHold(hold.holdId)
    recordEvent('hold.revoked', hold, hold.seats, 'the map was rebuilt')
  end
end

redis.call('HSET', mapKey, 'epoch', map.epoch)
publishChange(map, {})
redis.call('PEXPIREAT', mapKey, expireAtMs)
redis.call('DEL', rebuildKey, pendingKey)
return { OK, map.epoch }
