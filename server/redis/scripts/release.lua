-- Gives the seats of a hold back.
--
-- ARGV 3 hold id
-- Reply { OK, hold, now } | { MAP_MISSING } | { CONFLICT } | { EXPIRED }
-- Event hold.released
-- @include prologue
-- @include live-map
-- @include held-hold
endHold(map, hold, 'hold.released')
return holdReply(hold)
