-- The database has committed a claim: the seats are locked for payment, sold or blocked, whatever Redis believed. Safe to
-- repeat; a claim that was given back meanwhile (free.lua) changes nothing, nor does a lock that comes after its sale.
--
-- ARGV 3 hold id, empty for none   4 fence   5 seat indexes, separated by commas   6 how long a claim waits for a rebuild, ms
--      7 the state that the claim says   8 until when the hold waits for its payment, epoch ms; empty: the hold ends
-- Reply { OK, hold id, holder, … of the holds that ended }
-- Events seats.locked, seats.booked, seats.blocked; hold.revoked for a foreign hold that stood on one of the seats
-- @include prologue
local holdId, fence, seats, pendingMs, state, waitsUntil =
  ARGV[3], ARGV[4], parseSeats(ARGV[5]), tonumber(ARGV[6]), ARGV[7], ARGV[8]
local events = { [LOCKED] = 'seats.locked', [BOOKED] = 'seats.booked', [BLOCKED] = 'seats.blocked' }

local function isDecidedAlready(seat)
  local freedFence = tonumber(redis.call('HGET', mapKey, 'freed:' .. seat) or -1)
  return tonumber(fence) <= freedFence or not isNews(state, fence, redis.call('HGET', mapKey, 'claim:' .. seat))
end

local isClaimed, claimed = {}, {}
for _, seat in ipairs(seats) do
  if not isDecidedAlready(seat) then
    isClaimed[seat] = true
    claimed[#claimed + 1] = seat
  end
end

local map = readMap()
if not map or redis.call('EXISTS', rebuildKey) == 1 then
  for _, seat in ipairs(claimed) do
    if isNews(state, fence, redis.call('HGET', pendingKey, seat)) then
      redis.call('HSET', pendingKey, seat, claimText(state, fence))
    end
  end
  redis.call('PEXPIRE', pendingKey, pendingMs)
end
if not map then
  return { OK }
end
freeOverdue(map)

local own = readHold(holdId)
if own and own.fence ~= fence then
  own = nil
end

-- Only a map that lost its locks can have a foreign hold here; its holder loses a selection, never a sale. It goes first,
-- because its end frees what it thought to be its own.
for _, json in ipairs(redis.call('HVALS', holdsKey)) do
  local hold = cjson.decode(json)
  if not own or hold.holdId ~= own.holdId then
    for _, seat in ipairs(hold.seats) do
      if isClaimed[seat] then
        endHold(map, hold, 'hold.revoked', 'the seats were sold')
        break
      end
    end
  end
end

local changed = {}
for _, seat in ipairs(claimed) do
  redis.call('HSET', mapKey, 'claim:' .. seat, claimText(state, fence))
  if stateOf(map, seat) ~= state then
    changed[#changed + 1] = seat
  end
end
if #changed > 0 then
  setStates(map, changed, state)
  publishChange(map, changed)
  recordEvent(events[state], own or { holdId = holdId, fence = fence }, changed)
end

if own and waitsUntil ~= '' and #claimed > 0 then
  own.state = 'LOCKED'
  own.lockedAt = own.lockedAt or nowMs
  own.waitsUntil = tonumber(waitsUntil)
  writeHold(own)
elseif own and state == LOCKED then
  -- The claim keeps the seats; only the hold ends.
  removeHold(own)
elseif own then
  removeAndFree(map, own)
end
return endedReply({ OK })
