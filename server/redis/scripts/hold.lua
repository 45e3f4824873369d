-- Holds seats, all or none. The same hold id with the same seats gives the same hold again.
--
-- ARGV 3 hold id   4 seat indexes, ascending, separated by commas   5 time to live in ms   6 longest life in ms
--      7 holder   8 actor   9 station, empty for none   10 the actor's account, empty for none
-- Reply { OK, hold, now } | { MAP_MISSING } | { UNAVAILABLE, seats } | { CONFLICT } | { UNKNOWN_SEAT }
-- Event hold.placed
-- @include prologue
local holdId, seatList, ttlMs, maximumMs = ARGV[3], ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[6])

-- @include live-map

local seats = parseSeats(seatList)
local existing = readHold(holdId)
if existing then
  if existing.state == 'HELD' and table.concat(existing.seats, ',') == seatList then
    return holdReply(existing)
  end
  return { CONFLICT }
end

local taken = {}
for _, seat in ipairs(seats) do
  local state = stateOf(map, seat)
  if state == '' then
    return { UNKNOWN_SEAT }
  end
  -- guard: available
  if state ~= FREE then
    taken[#taken + 1] = seat
  end
  -- end of guard
end
if #taken > 0 then
  return { UNAVAILABLE, table.concat(taken, ',') }
end

local hold = {
  holdId = holdId,
  showtimeId = showtimeId,
  seats = seats,
  expiresAt = nowMs + math.min(ttlMs, maximumMs),
  deadline = nowMs + maximumMs,
  holder = ARGV[7],
  actor = ARGV[8],
  station = ARGV[9],
  actorId = ARGV[10],
  state = 'HELD',
}
giveFence(map, hold)
setStates(map, seats, HELD)
writeHold(hold)
publishChange(map, seats)
recordEvent('hold.placed', hold, seats)
return holdReply(hold)
