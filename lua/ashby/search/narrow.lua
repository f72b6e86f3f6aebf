--- narrow: the parameters of a search over a live list: everything that
-- the list hides is asked for, and the vendor's filters take the part of a
-- query that they can express. They only ever leave out what the query leaves
-- out, and the matcher checks every record again, since a service may ignore
-- them.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local time = require "ashby.time"

local narrow = {}

-- Parameters that add to a record, not to the list.
local NOT_LISTING = { includeUnpublishedJobPostingsIds = true }

-- The milliseconds of a text that sorts as its time does, or nil.
local function milliseconds(value)
  if type(value) ~= "string" then return nil end
  local day, rest = value:match "^(%d%d%d%d%-%d%d%-%d%d)(.*)$"
  if not day then return nil end
  if rest ~= "" and not rest:find "^T%d%d:%d%d:%d%dZ$"
    and not rest:find "^T%d%d:%d%d:%d%d%.%d%d%dZ$" then return nil end
  return (time.to_ms(value))
end

--- Milliseconds before which no time sorts after this text; nil if there are
-- none, and before 1970, for which a service need not have a number. The orders
-- of texts and times differ by less than a second ("10:00:00Z" sorts after
-- "10:00:00.5Z").
function narrow.before_it(value)
  local ms = milliseconds(value)
  return ms and ms >= 1000 and ms - 1000 or nil
end

--- Milliseconds after which no time sorts before this text, or nil.
function narrow.after_it(value)
  local ms = milliseconds(value)
  return ms and ms >= 0 and ms + 1000 or nil
end

local function text(value) return type(value) == "string" and value ~= "" and value or nil end

local X4 = ("%x"):rep(4)
local UUID = "^" .. X4 .. X4 .. "%-" .. X4 .. "%-" .. X4 .. "%-" .. X4 .. "%-" .. X4:rep(3) .. "$"

-- The service refuses an id that is not a UUID; here it simply matches nothing.
local function id(value) return text(value) and value:find(UUID) and value or nil end

local function truth(value) return value == true or nil end

-- Parameter, field, operators, and how the value becomes the parameter's. For
-- candidates, createdAfter does not mean their createdAt.
local TAKES = {
  { "createdAfter", "createdAt", { gt = true, gte = true }, narrow.before_it },
  { "openedAfter", "openedAt", { gt = true, gte = true }, narrow.before_it },
  { "openedBefore", "openedAt", { lt = true, lte = true }, narrow.after_it },
  { "closedAfter", "closedAt", { gt = true, gte = true }, narrow.before_it },
  { "closedBefore", "closedAt", { lt = true, lte = true }, narrow.after_it },
  { "status", "status", { eq = true, ["in"] = true }, function(value) return value end },
  { "jobId", "job.id", { eq = true }, id },
  { "location", "locationName", { eq = true }, text },
  { "department", "departmentName", { eq = true }, text },
  { "listedOnly", "isListed", { eq = true }, truth },
}

--- Calls fn(operator, path, value) for each test that must hold for the whole
-- filter.
function narrow.each_test(filter, fn)
  for word, operand in pairs(filter) do
    if word == "and" then
      for _, one in ipairs(operand) do narrow.each_test(one, fn) end
    elseif word ~= "or" and word ~= "not" then
      for path, value in pairs(operand) do fn(word, path, value) end
    end
  end
end

local function is_value(param, value)
  for _, known in ipairs(param.values) do
    if known == value then return true end
  end
  return false
end

-- One status or several, if the parameter can name them; else nil.
local function of_values(param, value)
  local list = type(value) == "table" and value or { value }
  if #list == 0 or param.type ~= "array" and #list > 1 then return nil end
  for _, one in ipairs(list) do
    if not is_value(param, one) then return nil end
  end
  if param.type == "array" then return list end
  return list[1]
end

local function everything(method)
  local wire = {}
  for name, value in pairs(catalogue.everything(method)) do
    local param = method.by_name[name]
    if not NOT_LISTING[param.name] then wire[param.name] = value end
  end
  return wire
end

--- The parameters by their wire names for a list and a checked filter.
function narrow.wire(method, filter)
  local wire = everything(method)
  narrow.each_test(filter or {}, function(word, path, value)
    for _, row in ipairs(TAKES) do
      local param = method.by_name[row[1]]
      if param and row[2] == path and row[3][word]
        and not (path == "createdAt" and method.entity == "candidates") then
        local sent = row[4](value)
        if sent ~= nil and param.values then sent = of_values(param, sent) end
        if sent ~= nil then wire[param.name] = sent end
      end
    end
  end)
  return wire
end

return narrow
