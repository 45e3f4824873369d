-- Swaps seats of a hold in one step: everything or nothing. Its times stay; with further seats it has a new fence, above
-- those of all claims that these seats ever had.
--
-- ARGV 3 hold id   4 seats to add, separated by commas   5 seats to remove   6 most seats in a hold
-- Reply { OK, hold, now } | { MAP_MISSING } | { UNAVAILABLE, seats } | { CONFLICT } | { EXPIRED } | { TOO_MANY } | { EMPTY }
--       | { UNKNOWN_SEAT }
-- Event hold.changed
-- @include prologue
local add, remove, maximumSeats = parseSeats(ARGV[4]), parseSeats(ARGV[5]), tonumber(ARGV[6])

-- @include live-map
-- @include held-hold

local isMine, isRemoved = {}, {}
for _, seat in ipairs(hold.seats) do
  isMine[seat] = true
end
for _, seat in ipairs(remove) do
  isRemoved[seat] = true
end

-- Seats that the hold has already, or that it doesn't have any more, need no change: a retry changes nothing.
-- A seat that is to be both added and removed is removed.
local added, removed, taken = {}, {}, {}
for _, seat in ipairs(add) do
  local state = stateOf(map, seat)
  if state == '' then
    return { UNKNOWN_SEAT }
  end
  if not isMine[seat] and not isRemoved[seat] then
    if state == FREE then
      added[#added + 1] = seat
      isMine[seat] = true
    else
      taken[#taken + 1] = seat
    end
  end
end
if #taken > 0 then
  return { UNAVAILABLE, table.concat(taken, ',') }
end

local seats = {}
for _, seat in ipairs(hold.seats) do
  if isRemoved[seat] then
    removed[#removed + 1] = seat
  else
    seats[#seats + 1] = seat
  end
end
for _, seat in ipairs(added) do
  seats[#seats + 1] = seat
end
if #seats == 0 then
  return { EMPTY }
end
if #seats > maximumSeats then
  return { TOO_MANY }
end
if #added + #removed == 0 then
  return holdReply(hold)
end

table.sort(seats)
hold.seats = seats
if #added > 0 then
  giveFence(map, hold)
end
setStates(map, added, HELD)
setStates(map, removed, FREE)
writeHold(hold)
local changed = {}
for _, seat in ipairs(added) do
  changed[#changed + 1] = seat
end
for _, seat in ipairs(removed) do
  changed[#changed + 1] = seat
end
publishChange(map, changed)
recordEvent('hold.changed', hold, changed, 'added ' .. #added .. ', removed ' .. #removed)
return holdReply(hold)
