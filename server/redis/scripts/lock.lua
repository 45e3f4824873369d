-- Payment begins: the hold can't be changed, released or expire until it is booked, unlocked or abandoned.
-- The same token may lock again.
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
  return hold.token == token and holdReply(hold) or { CONFLICT }
end
hold.state = 'LOCKED'
hold.token = token
hold.lockedAt = nowMs
writeHold(hold)
setStates(map, hold.seats, LOCKED)
publishChange(map, hold.seats)
recordEvent('hold.locked', hold, hold.seats)
return holdReply(hold)
