-- Payment begins: the hold can't be changed, released or expire until it is booked, unlocked or abandoned.
-- The same token may lock again; each who locked it unlocks it, so that of two requests that are one and the same the one
-- that fails doesn't end the payment of the other.
--
-- ARGV 3 hold id   4 token of the payment   5 the fence that the payer knows
-- Reply { OK, hold, now } | { MAP_MISSING } | { CONFLICT } | { EXPIRED }
-- Event hold.locked
-- @include prologue
local holdId, token, fence = ARGV[3], ARGV[4], ARGV[5]

-- @include live-map

local hold = readHold(holdId)
if not hold or hold.fence ~= fence then
  return { EXPIRED }
end
if hold.state == 'LOCKED' then
  if hold.token ~= token then
    return { CONFLICT }
  end
  hold.lockers = (hold.lockers or 1) + 1
  writeHold(hold)
  return holdReply(hold)
end
hold.state = 'LOCKED'
hold.token = token
hold.lockers = 1
hold.lockedAt = nowMs
writeHold(hold)
setStates(map, hold.seats, LOCKED)
publishChange(map, hold.seats)
recordEvent('hold.locked', hold, hold.seats)
return holdReply(hold)
