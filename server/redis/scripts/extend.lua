-- Gives a hold its full time again, within its deadline.
--
-- ARGV 3 hold id   4 time to live in ms
-- Reply { OK, hold, now } | { MAP_MISSING } | { CONFLICT } | { EXPIRED }
-- Event hold.extended
-- @include prologue
local holdId, ttlMs = ARGV[3], tonumber(ARGV[4])

local map = readMap()
if not map then
  return { MAP_MISSING }
end
freeOverdue(map)

local hold = readHold(holdId)
if not hold then
  return { EXPIRED }
end
if hold.state ~= 'HELD' then
  return { CONFLICT }
end
hold.expiresAt = math.min(nowMs + ttlMs, hold.deadline)
writeHold(hold)
recordEvent('hold.extended', hold, hold.seats)
return holdReply(hold)
