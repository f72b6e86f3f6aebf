--- face: what a finalizer may do to a program's calls, clients and iterators.
-- Each task makes a world, runs calls in it, and has the outcomes that are right.
-- Those with is_short are tried at point after point.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local context_of = require "ashby.client".context_of
local core = require "ashby.core"
local errors = require "ashby.errors"
local step_iterator = require "spec.collector.acts".step_iterator

local KEY, URL = os.getenv "ASHBY_API_KEY", os.getenv "ASHBY_BASE_URL"

local tasks = {}

-- ---- worlds ----

local function new_client()
  return assert(ashby.new { api_key = KEY, base_url = URL, retries = 0, timeout = 20,
    deadline = 20 })
end

local shared = new_client() -- what finalizers use; the tasks have one each

local IDS = {}
for i, job in ipairs(assert(shared.jobs.list { limit = 4 }).records) do IDS[i] = job.id end
local DEPARTMENTS = #assert(shared.departments.all())

local function world()
  return { client = new_client(), given = { limit = 3, fields = { "id", "name" } } }
end

-- ---- acts ----

local ACTS = {
  ["step iterator"] = step_iterator,
  ["close iterator"] = function(w) if w.it then w.it:close() end end,
  ["close client"] = function(w) w.client.close() end,
  ["close both"] = function(w)
    if w.it then w.it:close() end
    w.client.close()
  end,
  ["call within"] = function(w) pcall(w.client.jobs.list, { limit = 2 }) end,
  ["call of another"] = function() pcall(shared.jobs.list, { limit = 1 }) end,
  ["edit options"] = function(w)
    local fields = w.given.fields
    for i = 1, 30 do fields[i] = "name" end
    for name in pairs(w.given) do if name ~= "fields" then w.given[name] = nil end end
    w.given.fields = nil
    collectgarbage()
  end,
  raise = error,
}

-- ---- afterwards ----

-- Whether something keeps one of the client's places: what is under way ends.
local function keeps_places(w)
  local session = context_of(w.client).session
  if w.it then w.it:close() end
  local give_up = core.clock() + 5
  while session and session:is_open() and session:count() > 0 do
    if core.clock() > give_up then return session:count() .. " transfers" end
    session:poll(0.1)
    session:step()
  end
end

-- ---- outcomes ----

local function is_failure(value, err) return value == nil and errors.is(err) end

local function is_cut(w) return w.act == ACTS["close iterator"] or w.act == ACTS["close both"] end

local function task(name, run, right)
  tasks[#tasks + 1] = { name = name, make = world, run = run, acts = ACTS, after = keeps_places,
    right = function(w, ...) return is_failure(...) or right(w, ...) end }
end

task("list", function(w) return w.client.departments.list(w.given) end,
  function(w, page) return #page.records == 3 or w.act == ACTS["edit options"] end)

task("get", function(w) return w.client.jobs.get(IDS[1]) end,
  function(_, job) return job.id == IDS[1] end)

task("get_many", function(w) return w.client.jobs.get_many(IDS, { fields = { "id" } }) end,
  function(_, jobs)
    for i, id in ipairs(IDS) do if jobs[i] and jobs[i].id ~= id then return false end end
    return #jobs == #IDS
  end)

local function drained(w)
  local list = {}
  while true do
    local record, err = w.it:next()
    if err then return nil, err end
    if record == nil then
      list[#list + 1] = w.given_within
      return list
    end
    list[#list + 1] = record
  end
end

local function each_once(w, list)
  if w.act == ACTS["edit options"] then return #list == DEPARTMENTS end
  local seen = {}
  for _, record in ipairs(list) do
    if type(record) ~= "table" or not record.id or seen[record.id] then return false end
    seen[record.id] = true
  end
  return #list == DEPARTMENTS or is_cut(w)
end

task("each", function(w)
  w.it = w.client.departments.each(w.given)
  return drained(w)
end, each_once)

task("pages", function(w)
  w.it = w.client.departments.pages(w.given)
  local list, err = drained(w)
  if not list then return nil, err end
  local all = {}
  for _, page in ipairs(list) do
    for _, record in ipairs(page.records) do all[#all + 1] = record end
  end
  return all
end, each_once)

task("all", function(w) return w.client.departments.all(w.given) end, each_once)

task("gather", function(w)
  return w.client.gather {
    jobs = function() return w.client.jobs.list { limit = 2 } end,
    departments = function() return w.client.departments.all { limit = 3 } end,
  }
end, function(w, results)
  return #results.jobs.records == 2 and each_once(w, results.departments)
end)

task("search", function(w)
  return w.client.jobs.search { query = { filter = { eq = { id = IDS[1] } } }, fields = { "id" } }
end, function(_, page) return #page.records == 1 and page.records[1].id == IDS[1] end)

task("report", function(w) return ashby.report.departments(w.client) end,
  function(_, found) return #found.rows > 0 end)

task("call", function(w)
  return w.client.call("candidate.search", { email = "nobody@example.org" })
end, function(_, records) return #records == 0 end)

task("search by name", function(w) return w.client.execute("users", "list", { limit = 1 }) end,
  function(_, page) return #page.records == 1 end)

-- ---- one step ----

local FIRST = assert(shared.departments.list { limit = 1 }).records[1].id

-- At the first points its call has not begun.
local NOT_BEGUN = 2

-- What makes an iterator: its first value must not be mistaken for the end.
local STEPS = {
  each = function(w) return w.client.departments.each(w.given) end,
  pages = function(w) return w.client.departments.pages(w.given) end,
  parallel = function(w) return w.client.jobs.each { parallel = true, limit = 1 } end,
  changes = function(w)
    w.sync = assert(w.client.sync { state = { load = function() end, save = function() end } })
    return w.sync.changes("departments", { limit = 3 })
  end,
}

for name, iterator in pairs(STEPS) do
  tasks[#tasks + 1] = { name = "one step, " .. name, is_short = true,
    acts = { ["step iterator"] = step_iterator, ["close iterator"] = ACTS["close iterator"],
      ["close client"] = ACTS["close client"], ["close both"] = ACTS["close both"] },
    make = function()
      local w = world()
      w.it = iterator(w)
      return w
    end,
    run = function(w) return w.it:next() end,
    right = function(w, value, err)
      if value == nil and err == nil then return w.at <= NOT_BEGUN end
      if value == nil then return errors.is(err) and err.kind == "closed" end
      local record = value.records and value.records[1] or value
      return record.id == FIRST or name == "parallel" or w.given_within ~= nil
    end }
end

-- ---- syncs: what was cut is given again ----

local OF_SYNCS = { ["close sync"] = function(w) w.sync.close() end,
  ["close iterator"] = ACTS["close iterator"], ["close client"] = ACTS["close client"],
  ["step iterator"] = step_iterator, raise = error }

tasks[#tasks + 1] = { name = "sync", acts = OF_SYNCS,
  make = function()
    local w = world()
    local function save(data)
      w.saved = data.entities.departments
      return true
    end
    w.sync = assert(w.client.sync { state = { load = function() end, save = save } })
    return w
  end,
  run = function(w)
    w.it = w.sync.changes("departments", w.given)
    w.list = drained(w)
    return w.sync.commit()
  end,
  right = function(w, ok, err)
    if not ok and not is_failure(ok, err) then return false end
    return not w.saved or w.list ~= nil and #w.list == DEPARTMENTS
  end }

local STATE = os.getenv "ASHBY_SANDBOX_DIR" .. "/collector.json"

tasks[#tasks + 1] = { name = "commit", is_short = true,
  acts = { ["close sync"] = OF_SYNCS["close sync"], raise = error },
  make = function()
    local w = world()
    w.sync = assert(w.client.sync { state = STATE }) -- the last one has left no lock
    w.it = w.sync.changes("departments", w.given)
    drained(w)
    return w
  end,
  run = function(w) return w.sync.commit() end,
  after = function(w) w.sync.close() end,
  right = function(_, ok, err) return ok == true or err.kind == "closed" end }

-- ---- a host that resumes ----

local function in_frames(fn)
  return function(w)
    local results
    local co = coroutine.create(function() results = { fn(w) } end)
    local ok, problem = coroutine.resume(co)
    while ok and not results do
      w.client.tick()
      ok = coroutine.status(co) ~= "dead"
    end
    if not results then error(problem or "its coroutine has ended", 0) end
    return results[1], results[2]
  end
end

-- A finalizer cannot wait under such a host.
local OF_FRAMES = {}
for name, act in pairs(ACTS) do
  if act ~= step_iterator then OF_FRAMES[name] = act end
end

tasks[#tasks + 1] = { name = "frames", acts = OF_FRAMES,
  make = function()
    local w = world()
    w.client = assert(ashby.new { api_key = KEY, base_url = URL, retries = 0, deadline = 20,
      wait = "frame" })
    return w
  end,
  run = in_frames(function(w)
    w.it = w.client.departments.each(w.given)
    return drained(w)
  end),
  right = function(w, ...) return is_failure(...) or each_once(w, (...)) end }

task("new", function(w)
  local client, err = ashby.new { api_key = KEY, base_url = URL }
  if not client then return nil, err end
  client.close()
  return w.client.check()
end, function() return true end)

return tasks
