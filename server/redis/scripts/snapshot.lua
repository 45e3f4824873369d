-- The state of every seat.
--
-- Reply { OK, epoch, version, packed, now } | { MAP_MISSING }
-- @include prologue
local map = readMap()
if not map then
  return { MAP_MISSING }
end
freeOverdue(map)
return { OK, map.epoch, map.version, map.packed, integer(nowMs) }
