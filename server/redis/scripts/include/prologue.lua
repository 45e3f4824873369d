-- What every script of a showtime begins with.
--
-- KEYS 1 map      hash: epoch, version, packed (one character a seat), fence (the last one given)
--      2 holds    hash: hold id → the hold as JSON
--      3 due      sorted set: hold id → expiry in milliseconds; holds that are being paid are not in it
--      4 pending  hash: seat index → character; claims that came while the map was missing or being rebuilt
--      5 rebuild  string: the token of the rebuild under way
--      6 active   set of the partition's showtimes that have a hold
--      7 events   stream of the partition
-- ARGV 1 showtime id
--      2 channel on which changes of the map are published
--      3… the operation's own
--
-- Every script first frees what is overdue, so that no answer ever depends on the expiry worker.
local mapKey, holdsKey, dueKey, pendingKey, rebuildKey, activeKey, eventsKey = unpack(KEYS)
local showtimeId, channel = ARGV[1], ARGV[2]

local time = redis.call('TIME')
local nowMs = time[1] * 1000 + math.floor(time[2] / 1000)
local nowMicros = time[1] * 1000000 + time[2]

local FREE, HELD, LOCKED, BOOKED, BLOCKED = '0', '1', '2', '3', '4'
local maximumEvents = 100000

-- Hold id, holder, hold id, holder, … of the holds that this script ends: their holders may hold again.
local ended = {}

-- Lua would print large numbers as 1.7e+15, and cjson keeps 14 digits: whole numbers become text here.
local function integer(number)
  return string.format('%.0f', number)
end

local function readMap()
  local fields = redis.call('HMGET', mapKey, 'epoch', 'version', 'packed', 'fence')
  if not fields[3] then
    return nil
  end
  return { epoch = fields[1], version = tonumber(fields[2]), packed = fields[3], fence = tonumber(fields[4]) }
end

local function stateOf(map, seat)
  return string.sub(map.packed, seat + 1, seat + 1)
end

local function setState(map, seat, state)
  map.packed = string.sub(map.packed, 1, seat) .. state .. string.sub(map.packed, seat + 2)
end

local function parseSeats(list)
  local seats = {}
  for seat in string.gmatch(list, '%d+') do
    seats[#seats + 1] = tonumber(seat)
  end
  return seats
end

local function readHold(holdId)
  local json = redis.call('HGET', holdsKey, holdId)
  return json and cjson.decode(json) or nil
end

local function writeHold(hold)
  redis.call('HSET', holdsKey, hold.holdId, cjson.encode(hold))
  if hold.state == 'HELD' then
    redis.call('ZADD', dueKey, hold.expiresAt, hold.holdId)
  else
    redis.call('ZREM', dueKey, hold.holdId)
  end
  redis.call('SADD', activeKey, showtimeId)
end

-- The next fence: never less than the clock, so that it grows even when Redis lost its data.
local function giveFence(map, hold)
  map.fence = math.max(map.fence + 1, nowMicros)
  hold.fence = integer(map.fence)
end

local function removeHold(hold)
  redis.call('HDEL', holdsKey, hold.holdId)
  redis.call('ZREM', dueKey, hold.holdId)
  if redis.call('HLEN', holdsKey) == 0 then
    redis.call('SREM', activeKey, showtimeId)
  end
  ended[#ended + 1] = hold.holdId
  ended[#ended + 1] = hold.holder
end

-- Tells the audit what happened. `seats` are those that the event is about.
local function recordEvent(type, hold, seats, reason)
  redis.call('XADD', eventsKey, 'MAXLEN', '~', maximumEvents, '*', 'type', type, 'showtimeId', showtimeId,
    'holdId', hold.holdId, 'fence', hold.fence, 'seats', table.concat(seats, ','), 'holder', hold.holder or '',
    'actor', hold.actor or '', 'actorId', hold.actorId or '', 'station', hold.station or '', 'at', integer(nowMs), 'reason', reason or '')
end

-- Writes the map with the states of `seats` as they now are: one more version, heard by everyone who watches.
local function publishChange(map, seats)
  map.version = map.version + 1
  local states = {}
  for position, seat in ipairs(seats) do
    states[position] = stateOf(map, seat)
  end
  redis.call('HSET', mapKey, 'version', integer(map.version), 'packed', map.packed, 'fence', integer(map.fence))
  redis.call('PUBLISH', channel, '{"epoch":"' .. map.epoch .. '","version":' .. integer(map.version) .. ',"seats":[' ..
    table.concat(seats, ',') .. '],"states":"' .. table.concat(states) .. '"}')
end

local function setStates(map, seats, state)
  for _, seat in ipairs(seats) do
    setState(map, seat, state)
  end
end

-- Removes a hold and frees those of its seats that are its own still. A missing map has no seats to free.
local function removeAndFree(map, hold)
  removeHold(hold)
  local freed = {}
  for _, seat in ipairs(map and hold.seats or {}) do
    local state = stateOf(map, seat)
    if state == HELD or state == LOCKED then
      freed[#freed + 1] = seat
    end
  end
  if #freed > 0 then
    setStates(map, freed, FREE)
    publishChange(map, freed)
  end
end

local function endHold(map, hold, type, reason)
  removeAndFree(map, hold)
  recordEvent(type, hold, hold.seats, reason)
end

-- Ends every hold whose time is over, returns how many. A hold that is being paid has no time.
local function freeOverdue(map)
  local overdue = redis.call('ZRANGEBYSCORE', dueKey, '-inf', nowMs)
  for _, holdId in ipairs(overdue) do
    local hold = readHold(holdId)
    if hold then
      endHold(map, hold, 'hold.expired')
    else
      redis.call('ZREM', dueKey, holdId)
    end
  end
  return #overdue
end

-- Claims of a seat, as the map and a rebuild remember the last one: its state, then its fence.
local function claimText(state, fence)
  return state .. integer(tonumber(fence))
end

-- Whether a claim is news after another of the same seat: a later one, or the sale that came of a lock.
local function isNews(state, fence, last)
  if not last then
    return true
  end
  local lastState, lastFence = string.sub(last, 1, 1), tonumber(string.sub(last, 2))
  return tonumber(fence) > lastFence or (tonumber(fence) == lastFence and (state ~= LOCKED or lastState == LOCKED))
end

local function endedReply(reply)
  for _, value in ipairs(ended) do
    reply[#reply + 1] = value
  end
  return reply
end

-- Replies are { code, … }; what the codes mean stands in reply-codes.ts.
local OK, MAP_MISSING, UNAVAILABLE, CONFLICT, EXPIRED, TOO_MANY, EMPTY, SUPERSEDED, UNKNOWN_SEAT = 1, -1, -2, -3, -4, -5, -6, -7, -8

local function holdReply(hold)
  return { OK, cjson.encode(hold), integer(nowMs) }
end
