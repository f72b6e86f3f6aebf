--- erase: takes records out of the store: bytes, columns, arrays, history.
--
-- SPDX-License-Identifier: MIT

local entities = require "ashby.store.entities"

local erase = {}

-- What else is kept by an application's id.
local OF_APPLICATION = {}
for i, name in ipairs { "stage_changes", "stage_history", "history_pulled" } do
  OF_APPLICATION[i] = ("delete from %s where application_id = ?"):format(name)
end

local function run_each(db, queries, ...)
  for _, sql in ipairs(queries) do
    local ok, err = db:run(sql, ...)
    if ok == nil then return nil, err end
  end
  return true
end

local function queries_of(row)
  local queries = {}
  for _, child in ipairs(row.children) do
    queries[#queries + 1] = ("delete from %s_all where key = ?"):format(child.name)
  end
  queries[#queries + 1] = "delete from custom_field_values_all where key = ?"
  queries[#queries + 1] = "delete from kept where key = ?"
  queries[#queries + 1] = ("delete from %s_all where key = ?"):format(row.name)
  return queries
end

--- Erases one record, if it is there. Returns how many were erased, or nil,
-- err.
function erase.one(db, name, id)
  local row, key = db:run(("select key from %s_all where id = ?"):format(name), id)
  if row == nil then return nil, key end
  if not row then return 0 end
  local ok, err = run_each(db, queries_of(entities.by_name[name]), key)
  if ok and name == "applications" then ok, err = run_each(db, OF_APPLICATION, id) end
  if not ok then return nil, err end
  return 1
end

local function each(db, rows, name)
  local count = 0
  for _, row in ipairs(rows) do
    local n, err = erase.one(db, name, row.id)
    if not n then return nil, err end
    count = count + n
  end
  return count
end

local function of_application(db, id)
  local rows, err = db:rows("select id from offers_all where application_id = ?", id)
  if not rows then return nil, err end
  return each(db, rows, "offers")
end

--- Erases a record and what belongs to it: a candidate's applications, an
-- application's offers. Returns how many records of the entity itself were
-- erased, or nil, err.
function erase.whole(db, name, id)
  if name == "candidates" then
    local rows, err = db:rows("select id from applications_all where candidate_id = ?", id)
    if not rows then return nil, err end
    for _, row in ipairs(rows) do
      local ok, problem = erase.whole(db, "applications", row.id)
      if not ok then return nil, problem end
    end
  elseif name == "applications" then
    local ok, err = of_application(db, id)
    if not ok then return nil, err end
  end
  return erase.one(db, name, id)
end

--- Erases the records that a pass has added, by the time at which it began.
function erase.since(db, name, at)
  local rows, err = db:rows(("select id from %s_all where first_seen_at = ?"):format(name), at)
  if not rows then return nil, err end
  return each(db, rows, name)
end

return erase
