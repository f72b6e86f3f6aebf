--- filter: the parameters of a list as conditions on the store's columns, with
-- the meaning that the service gives them; what the service's lists hide stays
-- hidden.
--
-- SPDX-License-Identifier: MIT

local clock = require "ashby.store.clock"
local misuse = require "ashby.misuse"

local filter = {}

-- By the wire's name: the condition, and how the value becomes the column's.
local TESTS = {
  createdAfter = { "e.created_at > ?", clock.text },
  openedAfter = { "e.opened_at > ?", clock.text },
  openedBefore = { "e.opened_at < ?", clock.text },
  closedAfter = { "e.closed_at > ?", clock.text },
  closedBefore = { "e.closed_at < ?", clock.text },
  jobId = { "e.job_id = ?" },
  location = { "e.location_name = ?" },
  department = { "e.department_name = ?" },
}

-- What a list leaves out unless its parameter is true.
local HIDDEN = {
  includeArchived = "coalesce(e.is_archived, 0) = 0",
  includeLocationHierarchy = "coalesce(e.type, '') <> 'LocationHierarchy'",
  includeDeactivated = "coalesce(e.is_enabled, 1) = 1",
  includeUnpublishedJobPostings = "coalesce(e.status, '') <> 'Draft'",
}

local REFUSED = {
  expand = "the store keeps the lists' records as they are; ask the service for expand",
  syncToken = "a store keeps track of what changed; its lists give everything",
  jobBoardId = "the store does not know which board shows a posting; ask the service",
}

local function add(where, condition, value)
  where.conditions[#where.conditions + 1] = condition
  if value ~= nil then where.values[#where.values + 1] = value end
end

local function add_status(where, value)
  local list = type(value) == "table" and value or { value }
  local marks = {}
  for i, status in ipairs(list) do
    marks[i] = "?"
    where.values[#where.values + 1] = status
  end
  add(where, "e.status in (" .. table.concat(marks, ", ") .. ")")
end

local function check(method, wire)
  for name, why in pairs(REFUSED) do
    if wire[name] ~= nil then
      misuse.raise("%s: '%s' does not work on a store: %s", method.title,
        method.by_name[name].snake, why)
    end
  end
end

local function has(method, name) return method.by_name[name] ~= nil end

--- { conditions, values } for checked parameters of a list; raises for those
-- that only the service can answer.
function filter.of(method, wire, include_gone)
  check(method, wire)
  local where = { conditions = {}, values = {} }
  if not include_gone then add(where, "e.gone_at is null") end
  for name, test in pairs(TESTS) do
    local value = wire[name]
    if value ~= nil then add(where, test[1], test[2] and test[2](value) or value) end
  end
  if wire.status ~= nil then add_status(where, wire.status) end
  if method.entity == "jobs" and wire.status == nil then
    add(where, "coalesce(e.status, '') <> 'Draft'")
  end
  if wire.listedOnly then add(where, "e.is_listed = 1") end
  for name, condition in pairs(HIDDEN) do
    if has(method, name) and not wire[name] then add(where, condition) end
  end
  return where
end

return filter
