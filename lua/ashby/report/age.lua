--- age: how old the data of a report is, and what of it is missing or stale.
--
-- SPDX-License-Identifier: MIT

local age = {}

local OF_APPLICATIONS = { "rows", "count", "history", "hires" }

-- The entities that needs are about, in the order of their names.
local function entities_of(needs)
  local found, names = {}, {}
  for _, need in pairs(needs) do
    if need.list then found[need.list] = true end
    if need.offers or need.hires then found.offers = true end
    for _, kind in ipairs(OF_APPLICATIONS) do
      if need[kind] then found.applications = true end
    end
  end
  for name in pairs(found) do names[#names + 1] = name end
  table.sort(names)
  return names
end

-- "2026-05-28 09:14" of a point in time as a store has it.
local function minute(at)
  return (at:sub(1, 16):gsub("T", " "))
end

local function sentence(list, words)
  return list[1] and ("%s: %s."):format(words, table.concat(list, ", "))
end

-- What is said of those that a store has: passes has what it remembers of the
-- pulls of each entity.
local function kept(names, passes)
  local oldest, missing, stale = nil, {}, {}
  for _, name in ipairs(names) do
    local pass = passes[name] or {}
    local why = pass.stale_code and (" (%s)"):format(pass.stale_code) or ""
    if not pass.pulled_at then
      missing[#missing + 1] = name .. why
    else
      oldest = (not oldest or pass.pulled_at < oldest) and pass.pulled_at or oldest
      if pass.stale_since then
        stale[#stale + 1] = ("%s since %s%s"):format(name, minute(pass.stale_since), why)
      end
    end
  end
  local said = { oldest and ("Data of %s UTC."):format(minute(oldest)) }
  said[#said + 1] = sentence(missing, "Missing, as no pull got them")
  said[#said + 1] = sentence(stale, "Stale, as pulls of them fail")
  return said
end

--- What a note says of needs.
---@param needs table
---@param passes table<string, table>|false  of a store; a client has read them now
---@return string[]? sentences  none where they are about no entity
function age.of(needs, passes)
  local names = entities_of(needs)
  if #names == 0 then return nil end
  if passes then return kept(names, passes) end
  return { ("Data of %s UTC."):format(os.date "!%Y-%m-%d %H:%M") }
end

return age
