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

-- A time in a store's form as "2026-05-28 09:14".
local function minute(at)
  return (at:sub(1, 16):gsub("T", " "))
end

local function sentence(list, words)
  return list[1] and ("%s: %s."):format(words, table.concat(list, ", "))
end

-- The sentences about a store's data: passes has what it remembers of the pulls
-- of each entity.
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

--- What a note says about the data that was needed.
---@param needs table
---@param passes table<string, table>|false  of a store; false for a client, which has just read all
---@return string[]? sentences  nil if no entity was needed
function age.of(needs, passes)
  local names = entities_of(needs)
  if #names == 0 then return nil end
  if passes then return kept(names, passes) end
  return { ("Data of %s UTC."):format(os.date "!%Y-%m-%d %H:%M") }
end

return age
