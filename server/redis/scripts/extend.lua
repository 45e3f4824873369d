-- Gives a hold its full time again, within its deadline.
--
-- ARGV 3 hold id   4 time to live in ms
-- Reply { OK, hold, now } | { MAP_MISSING } | { CONFLICT } | { EXPIRED }
-- Event hold.extended
-- @include prologue
local ttlMs = tonumber(ARGV[4])

-- @include live-map
-- @include held-hold
hold.expiresAt = math.min(nowMs + ttlMs, hold.deadline)
writeHold(hold)
recordEvent('hold.extended', hold, hold.seats)
return holdReply(hold)
