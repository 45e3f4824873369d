-- The database has committed a claim: the seats are sold, whatever Redis believed. Safe to repeat.
--
-- ARGV 3 hold id, empty for none   4 fence   5 seat indexes, separated by commas   6 how long a claim waits for a rebuild, ms
-- Reply { OK }
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
  isBooked[seat] = true
  if stateOf(map, seat) ~= BOOKED then
    changed[#changed + 1] = seat
  end
end
setStates(map, changed, BOOKED)

-- Only a map that lost its locks can have a foreign hold here; its holder loses a selection, never a sale.
if #changed > 0 then
  local holds = redis.call('HVALS', holdsKey)
  for _, json in ipairs(holds) do
    local hold = cjson.decode(json)
    for _, seat in ipairs(hold.seats) do
      if isBooked[seat] and hold.holdId ~= holdId then
        endHold(map, hold, 'hold.revoked', 'the seats were sold')
        break
      end
    end
  end
end

local own = readHold(holdId)
if own and own.fence == fence then
  removeHold(holdId)
end
if #changed > 0 then
  publishChange(map, changed)
  recordEvent('seats.booked', own or { holdId = holdId, fence = fence }, changed)
end
return { OK }
