--- purge: erases what has been gone for some time: the service has deleted it,
-- so the copy does, too.
--
-- SPDX-License-Identifier: MIT

local clock = require "ashby.store.clock"
local entities = require "ashby.store.entities"
local erase = require "ashby.store.erase"
local erased = require "ashby.store.erased"
local misuse = require "ashby.misuse"
local time = require "ashby.time"

local purge = {}

local DAY = 86400000
local UNITS = { h = DAY / 24, d = DAY, w = 7 * DAY }

-- "30d", or a point in time, as the store writes times.
local function cutoff(value)
  local number, unit = tostring(value):match("^(%d+)([hdw])$")
  if number then return clock.text(clock.ms() - tonumber(number) * UNITS[unit]) end
  local ms, problem = time.to_ms(value)
  if not ms then
    misuse.raise("store.purge: bad option 'gone_before': a time such as '30d', or %s", problem)
  end
  return clock.text(ms)
end

local function check(given)
  if type(given) ~= "table" then
    misuse.raise("store.purge: a table with gone_before expected, got %s", misuse.kind(given))
  end
  for name in pairs(given) do
    if name ~= "gone_before" then
      misuse.raise("unknown option '%s' for store.purge%s", tostring(name),
        misuse.nearest(tostring(name), { "gone_before" }))
    end
  end
  if given.gone_before == nil then misuse.raise("store.purge: 'gone_before' is missing") end
  return cutoff(given.gone_before)
end

-- Its id is kept, so that a late event does not bring it back.
local function purge_record(db, name, id, at)
  local ok, err = erased.note(db, name, id, at, name == "candidates")
  if not ok then return nil, err end
  return erase.whole(db, name, id)
end

local function purge_one(db, name, before, at)
  local rows, err = db:rows(("select id from %s_all where gone_at < ?"):format(name), before)
  if not rows then return nil, err end
  local count = 0
  for _, row in ipairs(rows) do
    local n, problem = purge_record(db, name, row.id, at)
    if not n then return nil, problem end
    count = count + n
  end
  return count
end

local function purge_all(db, before)
  local at, err = clock.now(db)
  if not at then return nil, err end
  local did = {}
  for _, name in ipairs(entities.names) do
    local count, problem = purge_one(db, name, before, at)
    if not count then return nil, problem end
    did[name] = count
  end
  return did
end

--- store.purge{ gone_before = "30d" } -> how many records were erased, by
-- entity; or nil, err. The bytes are overwritten in the file.
function purge.run(store, given)
  local before, db = check(given), store.db
  return db:erasing(purge_all, db, before)
end

return purge
