-- The state of every seat.
--
-- Reply { OK, epoch, version, packed, now } | { MAP_MISSING }
-- @include prologue
-- @include live-map
return { OK, map.epoch, map.version, map.packed, integer(nowMs) }
