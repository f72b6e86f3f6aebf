--- order: records in the order that a query asks for. Booleans come before
-- numbers, numbers before strings, and missing or other values last in both
-- directions; ties are ordered by id.
--
-- SPDX-License-Identifier: MIT

local compare = require "ashby.search.compare"
local match = require "ashby.search.match"

local order = {}

local RANK = { boolean = 1, number = 2, string = 3 }

-- Whether a comes before b, where both have a rank; nil where neither does.
local function before(strings, a, b)
  if a == b then return nil end
  local rank_a, rank_b = RANK[type(a)], RANK[type(b)]
  if rank_a ~= rank_b then return rank_a < rank_b end
  if rank_a == 1 then return b end
  if rank_a == 2 then return a < b end
  return strings(a, b)
end

-- The same with a direction, and with values that have no rank.
local function decide(strings, a, b, down)
  local ranked_a, ranked_b = RANK[type(a)] ~= nil, RANK[type(b)] ~= nil
  if not (ranked_a and ranked_b) then
    if ranked_a == ranked_b then return nil end
    return ranked_a
  end
  local first = before(strings, a, b)
  if first == nil then return nil end
  return first ~= down
end

--- For a checked sort: of(record) gives the keys of a record, the id last;
-- sort(entries) sorts { keys, place } by the keys, then by place.
function order.of(sort)
  local getters, downs = {}, {}
  for n, rule in ipairs(sort) do
    local path, way = next(rule)
    getters[n], downs[n] = match.getter(path), way == "desc"
  end
  getters[#getters + 1], downs[#downs + 1] = match.getter "id", false
  local keys = {}
  function keys.of(record)
    local list = {}
    for n, get in ipairs(getters) do list[n] = get(record) end
    return list
  end
  function keys.sort(entries)
    local strings = compare.strings()
    table.sort(entries, function(a, b)
      for n = 1, #getters do
        local first = decide(strings, a.keys[n], b.keys[n], downs[n])
        if first ~= nil then return first end
      end
      return a.place < b.place
    end)
  end
  return keys
end

return order
