-- Gives the seats of a hold back.
--
-- ARGV 3 hold id
-- Reply { OK, hold, now } | { MAP_MISSING } | { CONFLICT } | { EXPIRED }
-- Event hold.released
-- @include prologue
local map = readMap()
if not map then
  return { MAP_MISSING }
end
freeOverdue(map)

local hold = readHold(ARGV[3])
if not hold then
  return { EXPIRED }
end
if hold.state ~= 'HELD' then
  return { CONFLICT }
end
endHold(map, hold, 'hold.released')
return holdReply(hold)
