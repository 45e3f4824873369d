-- Gives up a hold in whatever state. Whoever calls it has asked the database: no claim came or will come from it.
--
-- ARGV 3 hold id   4 fence
-- Reply { OK, hold id, holder, … of the holds that ended } | { EXPIRED }
-- Event seats.freed
-- @include prologue
local holdId, fence = ARGV[3], ARGV[4]

-- A hold may outlive its map; it must end all the same.
local map = readMap()
freeOverdue(map)

local hold = readHold(holdId)
if not hold or hold.fence ~= fence then
  return { EXPIRED }
end
endHold(map, hold, 'seats.freed', 'the payment was given up')
return endedReply({ OK })
