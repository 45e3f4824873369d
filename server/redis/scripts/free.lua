-- The database has deleted a claim (void, refund, an order that expired): its seats are free, where they still are what
-- that claim made them, or what its payment made them before. Safe to repeat; seats that were claimed again since keep
-- their new claim.
--
-- ARGV 3 hold id, empty for none   4 fence of the claim   5 seat indexes, separated by commas   6 the state to free them from
-- Reply { OK, number of seats freed, hold id, holder, … of the holds that ended }
-- Event seats.freed
-- @include prologue
local holdId, fence, seats, from = ARGV[3], ARGV[4], parseSeats(ARGV[5]), ARGV[6]

-- Whether a claim that is remembered of a seat is the deleted one, or an earlier one; also where none is.
local function isOver(last)
  return not last or tonumber(string.sub(last, 2)) <= tonumber(fence)
end

-- A rebuild under way may have read the claim before it was deleted: it must read again. What the claim left for it
-- goes with it.
redis.call('DEL', rebuildKey)
for _, seat in ipairs(seats) do
  if isOver(redis.call('HGET', pendingKey, seat)) then
    redis.call('HDEL', pendingKey, seat)
  end
end
local map = readMap()
if not map then
  return { OK, 0 }
end
freeOverdue(map)

local own = readHold(holdId)
if own and own.fence ~= fence then
  own = nil
end
if own then
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
  if isOver(redis.call('HGET', mapKey, 'claim:' .. seat)) then
    -- The same claim, told late, takes nothing any more.
    if tonumber(fence) > tonumber(redis.call('HGET', mapKey, 'freed:' .. seat) or -1) then
      redis.call('HSET', mapKey, 'freed:' .. seat, fence)
    end
    local state = stateOf(map, seat)
    -- A map that was never told of the sale shows its payment.
    local isPaying = state == LOCKED and (own or from == BOOKED)
    if (state == from or isPaying) and not isHeld[seat] then
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
