-- Takes tokens out of a bucket that fills by itself. All that is remembered is the instant at which it will be full again,
-- so that a full bucket needs no key.
--
-- KEYS 1 string: the instant, in ms since 1970
-- ARGV 1 tokens that the bucket holds   2 tokens that it gains a second   3 most tokens wanted   4 fewest that help
-- Reply {tokens taken: 0 or between the fewest and the most, ms until the fewest can be had: 0 when some were taken}
local bucket = KEYS[1]
local capacity, perSecond = tonumber(ARGV[1]), tonumber(ARGV[2])
local most, fewest = tonumber(ARGV[3]), tonumber(ARGV[4])

local time = redis.call('TIME')
local nowMs = time[1] * 1000 + time[2] / 1000
local msPerToken = 1000 / perSecond
local fullAt = math.max(tonumber(redis.call('GET', bucket) or '0'), nowMs)
local there = capacity - (fullAt - nowMs) / msPerToken
if there < fewest then
  return { 0, math.ceil((fewest - there) * msPerToken) }
end
local taken = math.min(math.floor(there), most)
fullAt = fullAt + taken * msPerToken
redis.call('SET', bucket, string.format('%.3f', fullAt), 'PX', math.ceil(fullAt - nowMs))
return { taken, 0 }
