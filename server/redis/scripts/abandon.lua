-- Gives up a hold in whatever state. Whoever calls it has asked the database: no claim came or will come from it.
--
-- ARGV 3 hold id   4 fence
-- Reply { OK } | { MAP_MISSING } | { EXPIRED }
-- Event seats.freed
-- @include prologue
local holdId, fence = ARGV[3], ARGV[4]

local map = readMap()
if not map then
  return { MAP_MISSING }
end
freeOverdue(map)

local hold = readHold(holdId)
if not hold or hold.fence ~= fence then
  return { EXPIRED }
end
endHold(map, hold, 'seats.freed', 'the payment was given up')
return { OK }
