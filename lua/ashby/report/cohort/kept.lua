--- kept: the applications of a cohort and the stages that each went through, in
-- a store: counted in SQL, so that no step need come into Lua.
-- It has the same methods as a client's cohort (live.lua), with the same
-- results.
--
-- SPDX-License-Identifier: MIT

local kept = {}

local Cohort = {}
Cohort.__index = Cohort

-- What a stage is known by: its id, or its title if it has none.
local KEY = "coalesce(h.stage_id, h.title)"

-- Which applications; %s is a condition. A list of ids is read in the order in
-- which the steps are stored; if all are meant, it is quicker to leave out the
-- few that are gone.
local IDS = "h.application_id in (select id from applications where %s)"
local ALL = "h.application_id not in (select id from applications_all where gone_at is not null)"

local STAGES = "select " .. KEY .. " as key, max(h.title) as title, "
  .. "min(h.stage_number) as number from stage_history h where %s"
  .. " and key is not null group by 1"

-- The %s of PLACED takes rows (key, place), that of PLACE the place of any other
-- stage, that of STEPS which applications. A place of 0 stands for none.
local PLACED = "with p(key, place) as materialized (values %s) "
local PLACE = "nullif(coalesce(p.place, case h.title when 'Archived' then 0 else %s end), 0)"
local STEPS = " from stage_history h left join p on p.key = " .. KEY .. " where %s"

local PATHS = PLACED .. "select path, count(*) as n from (select group_concat(" .. PLACE
  .. ") as path" .. STEPS .. " group by h.application_id) group by 1"

-- In milliseconds, which are whole numbers: days would lose their last digits.
local MS = "cast(round((julianday(h.left_stage_at) - julianday(h.entered_stage_at)) * 86400000) "
  .. "as integer)"

-- All stays as one text of numbers, which costs Lua much less than a row each:
-- milliseconds * base + place for one that has ended, -place for one that has
-- not, and -place - base for any other. The limit keeps SQLite from working out
-- a place again for each use of it.
local STAYS = PLACED .. "select group_concat(case when place is null then null "
  .. "when ms >= 0 then ms * ? + place when waits then -place else -place - ? end) as codes "
  .. "from (select " .. PLACE .. " as place, " .. MS .. " as ms, case when h.left_stage_at "
  .. "is null then " .. IDS .. " end as waits" .. STEPS .. " limit -1)"
local WAITING = " and status in ('Active', 'Lead')"

-- Sorted by id, the histories are read in the order in which they are stored: that
-- saves more than the sorting costs.
local ENTERED = "with a as materialized (select id as a_id, current_interview_stage_id as a_stage "
  .. "from applications where %s order by +id) select a_id as id, "
  .. "(select max(h.entered_stage_at) from stage_history h where h.application_id = a_id "
  .. "and h.left_stage_at is null and h.stage_id = a_stage) as at from a limit -1"

local DAY = 86400000

local LAST = "select (select max(updated_at) from history_pulled) as seen, "
  .. "(select max(updated_at) from applications) as changed"

--- Sets the note, if applications have changed since their stages were pulled.
function Cohort:note_changes()
  local rows, err = self.query(LAST)
  if not rows then return nil, err end
  local seen, changed = rows[1].seen, rows[1].changed
  if seen and changed and seen < changed then
    self.note = ("Stages as they were at %s UTC; later changes are missing (ashby pull --history).")
      :format((seen:sub(1, 16):gsub("T", " ")))
  end
  return true
end

--- How many applications there are.
function Cohort:size()
  local rows, err = self.query("select count(*) as n from applications where " .. self.where,
    self.values)
  if not rows then return nil, err end
  return rows[1].n
end

--- The stages: { key, title, number } each.
function Cohort:stages()
  return self.query(STAGES:format(self.ids), self.values)
end

local function add_all(list, values)
  for _, value in ipairs(values) do list[#list + 1] = value end
end

-- The values to bind for places, and the SQL text of their rows.
local function placed(places)
  local values, list = {}, {}
  for key, place in pairs(places.by_key) do
    list[#list + 1] = "(?, ?)"
    add_all(values, { key, place })
  end
  return values, list[1] and table.concat(list, ", ") or "(null, 0)"
end

--- The paths, each the set of places that n applications went through:
-- { places, n } each.
function Cohort:paths(places)
  local values, list = placed(places)
  add_all(values, self.values)
  local paths, err = self.query(PATHS:format(list, places.other or "0", self.ids), values)
  if not paths then return nil, err end
  for _, path in ipairs(paths) do
    path.places = {}
    for place in (path.path or ""):gmatch "%d+" do table.insert(path.places, tonumber(place)) end
  end
  return paths
end

-- The stays at each place, from their codes.
local function stays_of(codes, base)
  local found = {}
  for place = 1, base - 1 do found[place] = { days = {}, waiting = 0 } end
  for text in codes:gmatch "[-%d]+" do
    local code = tonumber(text)
    local place = (code < 0 and -code or code) % base
    local stay = found[place]
    stay.is_seen = true
    if code > 0 then
      stay.days[#stay.days + 1] = (code - place) / base / DAY
    elseif code > -base then
      stay.waiting = stay.waiting + 1
    end
  end
  for place, stay in pairs(found) do
    if not stay.is_seen then found[place] = nil end
  end
  return found
end

--- By place { days, waiting }: the days of each completed stay, and how many stays
-- have not ended.
function Cohort:stays(places)
  local values, list = placed(places)
  local base = #places.names + 1
  add_all(values, { base, base })
  add_all(values, self.values)
  add_all(values, self.values)
  local rows, err = self.query(STAYS:format(list, places.other or "0", self.where .. WAITING,
    self.ids), values)
  if not rows then return nil, err end
  return stays_of(rows[1].codes or "", base)
end

--- When applications entered the stage that they are in now, by their ids; only of
-- those whose history says so.
function Cohort:entered()
  local rows, err = self.query(ENTERED:format(self.where), self.values)
  if not rows then return nil, err end
  local found = {}
  for _, row in ipairs(rows) do found[row.id] = row.at end
  return found
end

--- A cohort: where and values say which applications, query runs SQL.
function kept.new(query, where, values)
  return setmetatable({ query = query, where = where, values = values,
    ids = #values == 0 and ALL or IDS:format(where) }, Cohort)
end

return kept
