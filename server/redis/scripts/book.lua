-- The database has committed a claim: the seats are sold, whatever Redis believed. Safe to repeat; a sale that was
-- given back meanwhile (free.lua) changes nothing.
--
-- ARGV 3 hold id, empty for none   4 fence   5 seat indexes, separated by commas   6 how long a claim waits for a rebuild, ms
-- Reply { OK, hold id, session, … of the holds that ended }
-- Events seats.booked; hold.revoked for a foreign hold that stood on one of the seats
-- @include prologue
local holdId, fence, seats, pendingMs = ARGV[3], ARGV[4], parseSeats(ARGV[5]), tonumber(ARGV[6])

local map = readMap()
if not map or redis.call('EXISTS', rebuildKey) == 1 then
  for _, seat in ipairs(seats) do
    redis.call('HSET', pendingKey, seat, BOOKED)
  end
  redis.call('PEXPIRE', pendingKey, pendingMs)
end
if not map then
  return { OK }
end
freeOverdue(map)

local isBooked, changed = {}, {}
for _, seat in ipairs(seats) do
  local freedFence = tonumber(redis.call('HGET', mapKey, 'freed:' .. seat) or -1)
  if tonumber(fence) > freedFence then
    isBooked[seat] = true
    redis.call('HSET', mapKey, 'sold:' .. seat, fence)
    if stateOf(map, seat) ~= BOOKED then
      changed[#changed + 1] = seat
    end
  end
end

local own = readHold(holdId)
if own and own.fence ~= fence then
  own = nil
end
if #changed > 0 then
  setStates(map, changed, BOOKED)
  publishChange(map, changed)
  recordEvent('seats.booked', own or { holdId = holdId, fence = fence }, changed)
end
if own then
  removeAndFree(map, own)
end

-- Only a map that lost its locks can have a foreign hold here; its holder loses a selection, never a sale.
for _, json in ipairs(redis.call('HVALS', holdsKey)) do
  local hold = cjson.decode(json)
  for _, seat in ipairs(hold.seats) do
    if isBooked[seat] then
      endHold(map, hold, 'hold.revoked', 'the seats were sold')
      break
    end
  end
end
return endedReply({ OK })
