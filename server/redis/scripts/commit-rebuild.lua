-- Installs a map that was made from the database's claims, under a new epoch. Refused when the token of the rebuild is
-- gone (Redis lost its data meanwhile, or a claim was deleted) or another's: then the claims must be read again.
--
-- ARGV 3 token   4 packed, as the claims say   5 the highest fence that the database has seen   6 when the map goes, epoch ms
--      7 the claims' fences: seat:fence,seat:fence,…
-- Reply { OK, epoch, hold id, holder, … of the holds that ended } | { SUPERSEDED }
-- Events: a message with the new epoch and no seats, which tells watchers to fetch; hold.revoked, hold.expired,
--   map.rebuilt with the whole map, from which the history goes on
-- @include prologue
local token, packed, minimumFence, expireAtMs, fences = ARGV[3], ARGV[4], tonumber(ARGV[5]), ARGV[6], ARGV[7]

if redis.call('GET', rebuildKey) ~= token then
  return { SUPERSEDED }
end
freeOverdue(nil)
local old = redis.call('HMGET', mapKey, 'epoch', 'fence')
local map = {
  epoch = integer(math.max((tonumber(old[1]) or 0) + 1, nowMicros)),
  version = 0,
  packed = packed,
  fence = math.max(tonumber(old[2]) or 0, minimumFence),
}

-- With their fences, so that what comes late of an earlier claim changes nothing.
local claims = {}
for seat, fence in string.gmatch(fences, '(%d+):(%d+)') do
  claims[seat] = claimText(stateOf(map, tonumber(seat)), fence)
end
-- Claims that committed while the database was being read.
local pending = redis.call('HGETALL', pendingKey)
for position = 1, #pending, 2 do
  local seat, claim = pending[position], pending[position + 1]
  local state = string.sub(claim, 1, 1)
  if isNews(state, string.sub(claim, 2), claims[seat]) then
    setState(map, tonumber(seat), state)
    claims[seat] = claim
  end
end

-- Holds of a map that wasn't lost go on, unless the claims say otherwise. One that is being paid always does: the claim
-- on its seats is most likely its own, and only the database may say that it is not.
for _, json in ipairs(redis.call('HVALS', holdsKey)) do
  local hold = cjson.decode(json)
  local free = {}
  for _, seat in ipairs(hold.seats) do
    if stateOf(map, seat) == FREE then
      free[#free + 1] = seat
    end
  end
  map.fence = math.max(map.fence, tonumber(hold.fence))
  if hold.state == 'LOCKED' then
    setStates(map, free, LOCKED)
  elseif #free == #hold.seats then
    setStates(map, free, HELD)
  else
    removeHold(hold)
    recordEvent('hold.revoked', hold, hold.seats, 'the map was rebuilt')
  end
end

redis.call('HSET', mapKey, 'epoch', map.epoch)
for seat, claim in pairs(claims) do
  redis.call('HSET', mapKey, 'claim:' .. seat, claim)
end
publishChange(map, {})
recordEvent('map.rebuilt', { holdId = '', fence = integer(map.fence) }, {}, map.epoch .. ' ' .. map.packed)
-- A map that is asked for after its time must still be there when it is read.
redis.call('PEXPIREAT', mapKey, integer(math.max(tonumber(expireAtMs), nowMs + 3600000)))
redis.call('DEL', rebuildKey, pendingKey)
return endedReply({ OK, map.epoch })
