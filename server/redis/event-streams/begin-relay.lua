-- Whose turn it is to relay, and which life of the streams this is. One program relays at a time, so that the others don't
-- do its work again; that two do isn't harmful, only wasteful.
--
-- KEYS 1 life  hash: generation, run (of Redis)
--      2 turn  string: who relays
-- ARGV 1 who asks   2 for how long the turn is theirs, ms   3 the least that a new generation may be, '' when not known
-- Reply { 1 it is their turn | 0 it isn't, generation ('' when the life is to begin and the least isn't known),
--         1 this run of Redis has been told before | 0 it hasn't, run }
local life, turn = KEYS[1], KEYS[2]
local who, turnMs, least = ARGV[1], ARGV[2], ARGV[3]

local holder = redis.call('GET', turn)
if holder and holder ~= who then
  return { 0, '', 1, '' }
end
redis.call('SET', turn, who, 'PX', turnMs)

local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') or 'unknown'
local known = redis.call('HMGET', life, 'generation', 'run')
if known[1] then
  return { 1, known[1], known[2] == run and 1 or 0, run }
end
if least == '' then
  return { 1, '', 1, run }
end
-- Never less than the clock in microseconds: a generation that somebody has thought of and not told can't come again.
local time = redis.call('TIME')
local generation = string.format('%.0f', math.max(time[1] * 1000000 + time[2], tonumber(least)))
redis.call('HSET', life, 'generation', generation, 'run', run)
return { 1, generation, 1, run }
