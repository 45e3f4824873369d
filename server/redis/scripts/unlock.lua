-- The payment was refused before any claim was written: the hold goes on, for at least the grace but never beyond
-- its deadline. It stays locked while another request with the same token has it locked, too.
--
-- ARGV 3 hold id   4 token of the payment   5 fence   6 grace in ms
-- Reply { OK, hold, now } | { MAP_MISSING } | { CONFLICT } | { EXPIRED }
-- Events hold.unlocked; hold.expired when the deadline has passed
-- @include prologue
local holdId, token, fence, graceMs = ARGV[3], ARGV[4], ARGV[5], tonumber(ARGV[6])

-- @include live-map

local hold = readHold(holdId)
if not hold or hold.fence ~= fence then
  return { EXPIRED }
end
if hold.state ~= 'LOCKED' or hold.token ~= token or hold.waitsUntil then
  return { CONFLICT }
end
if (hold.lockers or 1) > 1 then
  hold.lockers = hold.lockers - 1
  writeHold(hold)
  return holdReply(hold)
end
hold.state = 'HELD'
hold.token = nil
hold.lockers = nil
hold.lockedAt = nil
hold.expiresAt = math.min(math.max(hold.expiresAt, nowMs + graceMs), hold.deadline)
writeHold(hold)
setStates(map, hold.seats, HELD)
publishChange(map, hold.seats)
recordEvent('hold.unlocked', hold, hold.seats)
-- The payment may have lasted beyond the deadline.
freeOverdue(map)
return readHold(holdId) and holdReply(hold) or { EXPIRED }
