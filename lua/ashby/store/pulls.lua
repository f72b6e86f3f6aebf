--- pulls: the table of what each pull did, entity by entity.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"

local clock = require "ashby.store.clock"

local pulls = {}

local INSERT = "insert into pulls (pull, started_at, ended_at, entity, mode, reason, records, "
  .. "new, changed, gone, requests, seconds, unfit, error, message) "
  .. "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

-- Now, but not before the pull began: the machine's clock may have gone back.
local function ended(run)
  local now = clock.text(clock.ms())
  return now < run.at and run.at or now
end

--- Notes what a pull did with an entity: did is the entry of its summary.
function pulls.note(run, name, did)
  local err = did.error
  return run.db:run(INSERT, run.number, run.at, ended(run), name,
    did.mode or "none", did.reason, did.records, did.new, did.changed, did.gone, did.requests,
    did.seconds, next(did.unfit or {}) and cjson.encode(did.unfit) or nil, err and err.code,
    err and tostring(err))
end

local ALL = "select * from pulls order by id"

--- store.pulls() -> what each pull did: { number, started_at, ended_at,
-- entities = { name = ... } }, oldest first; or nil, err.
function pulls.list(db)
  local rows, err = db:rows(ALL)
  if not rows then return nil, err end
  local list = {}
  for _, row in ipairs(rows) do
    local last = list[#list]
    if not last or last.number ~= row.pull then
      last = { number = row.pull, started_at = row.started_at, entities = {} }
      list[#list + 1] = last
    end
    last.ended_at = row.ended_at
    row.unfit = row.unfit and cjson.decode(row.unfit) or {}
    last.entities[row.entity] = row
    row.id, row.pull, row.started_at, row.ended_at, row.entity = nil, nil, nil, nil, nil
  end
  return list
end

return pulls
