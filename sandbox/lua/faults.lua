-- SPDX-License-Identifier: MIT
-- The faults that were set, and which request gets which. A fault matches a
-- method name, a hosted path or a pattern with *, lets `skip` requests through,
-- acts `times` times, and may draw by `probability` from a seed of its own.

local json = require "json"
local random = require "random"

local faults = {}

local list

function faults.reset() list = {} end
faults.reset()

local NUMBERS = { "skip", "times", "status", "delay_ms", "bytes", "bytes_per_second", "megabytes",
  "probability", "seed", "seconds", "records" }

-- The fault, ready, or nil and a message.
local function ready(fault, kinds)
  if not json.is_object(fault) then return nil, "a fault is an object" end
  if fault.kind and not kinds[fault.kind] then
    return nil, "unknown kind " .. tostring(fault.kind)
  end
  if not (fault.kind or fault.status or fault.delay_ms or fault.headers or fault.body ~= nil) then
    return nil, "a fault needs a kind, a status, headers, a body or a delay_ms"
  end
  for _, name in ipairs(NUMBERS) do
    if fault[name] ~= nil and type(fault[name]) ~= "number" then
      return nil, name .. " must be a number"
    end
  end
  local result = {}
  for k, v in pairs(fault) do result[k] = v end
  result.skip, result.times = fault.skip or 0, fault.times or 1
  result.seen, result.used = 0, 0
  if fault.probability then result.draw = random.new("fault", fault.seed or 1) end
  return result
end

-- Adds one fault or an array of them; a message when one is wrong (then none is added).
function faults.add(value, kinds)
  local new = {}
  for _, fault in ipairs(json.is_array(value) and value or { value }) do
    local one, problem = ready(fault, kinds)
    if problem then return problem end
    new[#new + 1] = one
  end
  for _, one in ipairs(new) do list[#list + 1] = one end
end

local function pattern_of(match)
  return "^" .. match:gsub("[%^%$%(%)%%%.%[%]%+%-%?]", "%%%0"):gsub("%*", ".*") .. "$"
end

local function matches(fault, request)
  local match = fault.match
  if not match then return true end
  local pattern = pattern_of(match)
  return request.method:find(pattern) or request.path:find(pattern)
    or request.subject and request.subject:find(pattern)
end

-- The fault for this request, or nil: the first that matches and has turns
-- left.
function faults.take(request)
  for _, fault in ipairs(list) do
    if (fault.times < 0 or fault.used < fault.times) and matches(fault, request) then
      fault.seen = fault.seen + 1
      local drawn = not fault.draw or fault.draw:chance(fault.probability)
      if fault.seen > fault.skip and drawn then
        fault.used = fault.used + 1
        return fault
      end
    end
  end
end

-- The fault had nothing to change: its turn comes later.
function faults.give_back(fault) fault.used = fault.used - 1 end

function faults.list()
  local result = json.array()
  for n, fault in ipairs(list) do
    result[n] = { match = fault.match, kind = fault.kind, status = fault.status,
      times = fault.times, skip = fault.skip, seen = fault.seen, used = fault.used,
      probability = fault.probability }
  end
  return result
end

return faults
