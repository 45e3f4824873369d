-- The database has deleted a claim (void, refund, an order that expired): its seats are free, where they still are what
-- that claim made them. Safe to repeat; seats that were sold again since keep their new sale.
--
-- ARGV 3 hold id, empty for none   4 fence of the claim   5 seat indexes, separated by commas   6 the state to free them from
-- Reply { OK, number of seats freed, hold id, session, … of the holds that ended }
-- Event seats.freed
-- @include prologue
local holdId, fence, seats, from = ARGV[3], ARGV[4], parseSeats(ARGV[5]), ARGV[6]

-- A rebuild under way may have read the claim before it was deleted: it must read again. What the claim left for it
-- goes with it; a newer claim on the same seat was committed before, so that reading again finds it.
redis.call('DEL', rebuildKey)
for _, seat in ipairs(seats) do
  redis.call('HDEL', pendingKey, seat)
end
local map = readMap()
if not map then
  return { OK, 0 }
end
freeOverdue(map)

local own = readHold(holdId)
if own and own.fence == fence then
  removeHold(own)
end
local isHeld = {}
for _, json in ipairs(redis.call('HVALS', holdsKey)) do
  for _, seat in ipairs(cjson.decode(json).seats) do
    isHeld[seat] = true
  end
end

local freed = {}
for _, seat in ipairs(seats) do
  local soldFence = tonumber(redis.call('HGET', mapKey, 'sold:' .. seat) or 0)
  if soldFence <= tonumber(fence) then
    -- The same sale, told late, books nothing any more.
    redis.call('HSET', mapKey, 'freed:' .. seat, fence)
    if stateOf(map, seat) == from and not isHeld[seat] then
      freed[#freed + 1] = seat
    end
  end
end
if #freed > 0 then
  setStates(map, freed, FREE)
  publishChange(map, freed)
  recordEvent('seats.freed', own or { holdId = holdId, fence = fence }, freed, 'the claim was given back')
end
return endedReply({ OK, #freed })
