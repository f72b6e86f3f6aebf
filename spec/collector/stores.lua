--- stores: what a finalizer may do to a store inside the store's calls. Tasks as
-- in face.lua. Afterwards no transaction and no lock may be left.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local core = require "ashby.core"
local errors = require "ashby.errors"
local sqlite = require "ashby.sqlite"
local step_iterator = require "spec.collector.acts".step_iterator

local tasks = {}

local PATH = os.getenv "ASHBY_SANDBOX_DIR" .. "/stores.db"
local ENTITIES = { entities = { "jobs", "departments", "sources" } }

local function new_client()
  return assert(ashby.new { api_key = os.getenv "ASHBY_API_KEY", retries = 0, deadline = 20,
    base_url = os.getenv "ASHBY_BASE_URL" })
end

-- ---- what is there ----

local truth = {}

do
  os.remove(PATH)
  local client = new_client()
  local store = assert(ashby.store(PATH, { client = client }))
  assert(store.pull(ENTITIES))
  truth.jobs = assert(store.jobs.all { raw = true })
  truth.ids = {}
  for i, job in ipairs(store.jobs.all()) do truth.ids[i] = job.id end
  truth.departments = #store.departments.all()
  truth.report = #assert(ashby.report.jobs(store)).rows
  store.close()
  client.close()
end

local EVENT = ('{"webhookActionId":"1","action":"jobUpdate","data":{"job":%s}}')
  :format(truth.jobs[1])

-- ---- worlds ----

-- Opened again only where a task has closed it.
local client, store

local function is_open(it) return it ~= nil and select(2, it.jobs.list { limit = 1 }) == nil end

local function world()
  if not client or not client.users.list { limit = 1 } then client = new_client() end
  if not is_open(store) then store = assert(ashby.store(PATH, { client = client })) end
  return { store = store, puller = client, given = { limit = 2, fields = { "id" } } }
end

local function reading()
  if not is_open(store) then store = assert(ashby.store(PATH)) end
  return { store = store, given = { limit = 2, fields = { "id" } } }
end

-- What another program would meet: 0 seconds of patience.
local function is_held()
  local db = assert(sqlite.open(PATH, {}))
  for _, sql in ipairs { "pragma busy_timeout = 0", "begin immediate", "rollback" } do
    local statement = assert(db:prepare(sql))
    local row, code = statement:run()
    if row == nil then return sql .. ": " .. code end
  end
  db:close()
  local lock, code = core.file(PATH)
  if not lock then return "its lock: " .. code end
  lock:close()
end

-- A pull that has raised holds its lock until the store is closed.
local function after(w)
  if w.act == error then w.store.close() end
  return is_held()
end

-- ---- acts ----

-- Whatever it comes to, it is no raised error, and the call around it is right.
local function use_within(w)
  local is_right = true
  local function check(value, err) is_right = is_right and (value ~= nil or errors.is(err)) end
  check(w.store.jobs.list { limit = 1 })
  check(w.store.jobs.get(truth.ids[2]))
  check(w.store.sql("select count(*) as n from jobs"):next())
  check(w.store.purge { gone_before = "1d" })
  check(w.store.apply(EVENT))
  if not is_right then error "a call gave neither a value nor an error" end
end

local ACTS = {
  ["close store"] = function(w) w.store.close() end,
  ["use store"] = use_within,
  raise = error,
}

local OF_ITERATORS = {
  ["close iterator"] = function(w) if w.it then w.it:close() end end,
  ["step iterator"] = step_iterator,
}

local OF_PULLS = {
  ["close client"] = function(w) w.puller.close() end,
  ["pull within"] = function(w) pcall(w.store.pull, { entities = { "sources" } }) end,
}

local function with(more)
  local acts = {}
  for _, list in ipairs { ACTS, more or {} } do
    for name, act in pairs(list) do acts[name] = act end
  end
  return acts
end

-- ---- outcomes ----

local function is_closed(value, err)
  return value == nil and errors.is(err) and err.kind == "closed"
end

-- A write that a finalizer's own one has met.
local function is_met(w, value, err)
  return w.act == use_within and value == nil and errors.is(err) and err.code == "store_busy"
end

-- facts: run, right; make, acts, is_short.
local function task(name, facts)
  local right = facts.right
  facts.name, facts.after = "store, " .. name, after
  facts.make, facts.acts = facts.make or reading, with(facts.acts)
  facts.right = function(w, ...) return is_closed(...) or is_met(w, ...) or right(w, ...) end
  tasks[#tasks + 1] = facts
end

-- ---- calls ----

task("list", { is_short = true,
  run = function(w) return w.store.jobs.list(w.given) end,
  right = function(_, page) return #page.records == 2 and page.records[1].id == truth.ids[1] end })

task("get", { is_short = true,
  run = function(w) return w.store.jobs.get(truth.ids[1]) end,
  right = function(_, job) return job.id == truth.ids[1] end })

task("get_many", {
  run = function(w) return w.store.jobs.get_many { truth.ids[1], truth.ids[2], truth.ids[3] } end,
  right = function(_, jobs) return #jobs == 3 and jobs[3].id == truth.ids[3] end })

task("search", {
  run = function(w)
    return w.store.jobs.search { query = { filter = { neq = { title = "x" } } } }
  end,
  right = function(_, page) return #page.records > 0 end })

task("all", {
  run = function(w) return w.store.departments.all(w.given) end,
  right = function(_, list) return #list == truth.departments end })

task("pulls", { is_short = true,
  run = function(w) return w.store.pulls() end,
  right = function(_, list) return list[1].entities.jobs ~= nil end })

task("report", {
  run = function(w) return ashby.report.jobs(w.store) end,
  right = function(_, found) return #found.rows == truth.report end })

task("apply", {
  run = function(w) return w.store.apply(EVENT) end,
  right = function(_, did) return did.entity == "jobs" end })

task("apply what is gone", {
  run = function(w)
    return w.store.apply('{"action":"jobPostingDelete","data":{"jobPosting":{"id":"x"}}}')
  end,
  right = function(_, did) return did.did == "unchanged" end })

task("purge", {
  run = function(w) return w.store.purge { gone_before = "1d" } end,
  right = function(_, did) return did.jobs == 0 end })

-- ---- iterators: what is cut must not look whole ----

local function drained(w)
  local list = {}
  while true do
    local row, err = w.it:next()
    if err then return nil, err end
    if row == nil then break end
    list[#list + 1] = row
  end
  list[#list + 1] = w.given_within
  return list
end

local MANY = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 600) "
  .. "select i as id from n"

local ITERATORS = {
  each = { #truth.ids, function(w) return w.store.jobs.each(w.given) end },
  pages = { math.ceil(#truth.ids / 2), function(w) return w.store.jobs.pages(w.given) end },
  sql = { 600, function(w) return w.store.sql(MANY) end },
}

for name, facts in pairs(ITERATORS) do
  local count, make = facts[1], facts[2]
  task(name, { acts = OF_ITERATORS,
    run = function(w)
      w.it = make(w)
      return drained(w)
    end,
    right = function(w, list)
      return #list == count or w.act == OF_ITERATORS["close iterator"] and #list < count
    end })
end

-- At the first points its call has not begun.
local NOT_BEGUN = 3

-- One step is tried at each point. All of a query's rows are read when it begins.
local STEPS = {
  pages = ITERATORS.pages[2],
  sql = function(w) return w.store.sql "select id from jobs limit 2" end,
}

for name, make in pairs(STEPS) do
  task("one step, " .. name, { acts = OF_ITERATORS, is_short = true,
    make = function()
      local w = reading()
      w.it = name ~= "sql" and make(w) or nil
      return w
    end,
    run = function(w)
      w.it = w.it or make(w)
      return w.it:next()
    end,
    right = function(w, value) return value ~= nil or w.at <= NOT_BEGUN or name == "sql" end })
end

-- ---- pulls ----

-- An entity that failed does not keep the others from being kept.
for name, given in pairs { pull = { entities = { "departments" } },
  ["full pull"] = { entities = { "jobs", "sources" }, full = true } } do
  task(name, { make = world, acts = OF_PULLS,
    run = function(w) return w.store.pull(given) end,
    right = function(_, summary) return summary[given.entities[1]].error == nil end })
end

return tasks
