-- Frees what is overdue; what every other script does on its way.
--
-- Reply { OK, number of holds ended } | { MAP_MISSING }
-- Event hold.expired
-- @include prologue
local map = readMap()
if not map then
  return { MAP_MISSING }
end
return { OK, freeOverdue(map) }
