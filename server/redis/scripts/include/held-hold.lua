-- The hold of ARGV 3, while its holder may still do something with it.
local hold = readHold(ARGV[3])
if not hold then
  return { EXPIRED }
end
if hold.state ~= 'HELD' then
  return { CONFLICT }
end
