--- erased: which records were erased. A pull that began before, or a late
-- event, brings back neither them nor what belongs to them.
--
-- SPDX-License-Identifier: MIT

local erased = {}

-- The name under which a candidate is noted if its applications go too; those of
-- a candidate that was merged stay.
local WITH_APPLICATIONS = "candidates with applications"

-- What a record belongs to: the name under which that is noted, and where the
-- record has its id.
local BELONGS = {
  applications = { noted = WITH_APPLICATIONS, column = { "text", "id", "candidate" },
    path = { "candidate", "id" } },
  offers = { noted = "applications", column = { "text", "applicationId" },
    path = { "applicationId" } },
}

local unpack = rawget(table, "unpack") or rawget(_G, "unpack")

local NOTE = "insert or replace into erased (entity, id, at) values (?, ?, ?)"
local NOTE_APPLICATIONS = "insert or replace into erased (entity, id, at) "
  .. "select 'applications', id, ?2 from applications_all where candidate_id = ?1"

--- Notes a record that is about to be erased; with_applications: so are the
-- candidate's. true, or nil, err.
function erased.note(db, name, id, at, with_applications)
  local ok, err = db:run(NOTE, name, id, at)
  if ok ~= nil and with_applications then
    ok, err = db:run(NOTE, WITH_APPLICATIONS, id, at)
    if ok ~= nil then ok, err = db:run(NOTE_APPLICATIONS, id, at) end
  end
  if ok == nil then return nil, err end
  return true
end

--- For a keeper: a query that says whether the record of a plan, or what it
-- belongs to, was erased at a time (the last value) or later.
function erased.of_record(name, plan)
  local belongs = BELONGS[name]
  if not belongs then
    return ("select 1 from erased where entity = '%s' and id = ?1 and at >= ?2"):format(name),
      plan { { "text", "id" } }
  end
  return ("select 1 from erased where at >= ?3 and (entity = '%s' and id = ?1 "
    .. "or entity = '%s' and id = ?2)"):format(name, belongs.noted),
    plan { { "text", "id" }, belongs.column }
end

local function is_noted(db, name, id)
  return db:run("select 1 from erased where entity = ? and id = ?", name, id)
end

--- Whether the record of an event, at document's data.member, was erased, or what
-- it belongs to, and has not been listed again; or nil, err.
function erased.of_event(db, document, member, name, id)
  local known, problem = db:run(("select 1 from %s_all where id = ?"):format(name), id)
  if known == nil then return nil, problem end
  if known then return false end
  local noted, err = is_noted(db, name, id)
  local belongs = BELONGS[name]
  if noted ~= false or not belongs then return noted, err end
  if document:kind("data", member, unpack(belongs.path)) ~= "string" then return false end
  return is_noted(db, belongs.noted, (document:value("data", member, unpack(belongs.path))))
end

return erased
