--- killed: what the specs run inside nginx about callers that disappear: threads
-- that are killed, requests that end or whose client leaves, each while it waits
-- in one of the module's calls.
--
-- SPDX-License-Identifier: MIT

-- luacheck: globals ngx

local helper = require "spec.helper"

local killed = {}

local client = helper.client { max_in_flight = 12 }

local job_ids = helper.ids "jobs"

-- A hosted client that first has to get a token.
local function hosted()
  local facts = helper.facts().hosted
  return helper.hosted { token = false, client_id = facts.client_id,
    client_secret = facts.client_secret }
end

local function drain(it)
  repeat local value = it:next() until not value
end

--- Every call that waits, by name.
killed.CALLS = {
  list = function() client.jobs.list() end,
  all = function() client.jobs.all { limit = 10 } end,
  each = function() for _ in client.jobs.each { limit = 10 } do ngx.ctx.seen = true end end,
  pages = function() drain(client.jobs.pages { limit = 10 }) end,
  alone = function() drain(client.jobs.each { limit = 10, prefetch = false }) end,
  parallel = function() client.applications.all { parallel = true } end,
  call_pages = function() drain(client.call_pages("job.list", { limit = 10 })) end,
  get_many = function() client.jobs.get_many(job_ids) end,
  gather = function() client.gather { client.jobs.all, client.users.all } end,
  check = function() client.check() end,
  set_up = function() hosted().jobs.list { limit = 1 } end,
  changes = function()
    local sync = client.sync { state = { load = function() end, save = function() end } }
    drain(sync.changes("jobs", { limit = 10 }))
  end,
}

local function open_store(name)
  return assert(require "ashby".store(("%s/%s.db"):format(helper.dir, name), { client = client }))
end

local pulled

-- All threads pull into one store; those that come while one pulls get an error.
local function pull(given)
  pulled = pulled or open_store "killed"
  pulled.pull(given)
end

function killed.CALLS.search()
  client.users.search { query = { sort = { { email = "asc" } } } }
end

function killed.CALLS.reconcile()
  local sync = client.sync { state = { load = function() end, save = function() end } }
  sync.reconcile("jobs", { limit = 10 })
end

function killed.CALLS.report()
  require "ashby.report".run("jobs", client)
end

function killed.CALLS.pull() pull() end

function killed.CALLS.history() pull { entities = { "jobs" }, history = true } end

killed.NAMES = {}
for name in pairs(killed.CALLS) do killed.NAMES[#killed.NAMES + 1] = name end
table.sort(killed.NAMES)

-- A few milliseconds, a different number each time.
local function moment(i) return 0.001 + i % 7 * 0.001 end

--- The usual timeout: of two threads, the first one to end has the other killed.
function killed.thread()
  local call, rounds = killed.CALLS[ngx.var.arg_call], tonumber(ngx.var.arg_rounds)
  for i = 1, rounds do
    local slow = ngx.thread.spawn(call)
    local limit = ngx.thread.spawn(function() ngx.sleep(moment(i)) end)
    ngx.thread.wait(slow, limit)
    ngx.thread.kill(slow)
    ngx.thread.kill(limit)
  end
  ngx.print("ok")
end

--- The request ends while one of its threads waits.
function killed.exit()
  ngx.thread.spawn(killed.CALLS[ngx.var.arg_call])
  ngx.sleep(moment(tonumber(ngx.var.arg_i)))
  ngx.exit(204)
end

--- Waits longer than its client does.
function killed.aborted()
  killed.CALLS[ngx.var.arg_call]()
  ngx.print("ok")
end

-- ---- one iterator, several threads ----

local function taker(it, ids)
  return function()
    for _ = 1, 1000 do
      local record, err = it:next()
      if err then error(err, 0) end
      if not record then return end
      ids[#ids + 1] = record.id
    end
  end
end

--- A thread that takes records is killed in its wait, again and again, and the
-- rest is taken here: how many there are in all.
function killed.taken_over()
  local it, ids = client.users.each { limit = 10 }, {}
  for i = 1, 4 do
    local thread = ngx.thread.spawn(taker(it, ids))
    ngx.sleep(moment(i * 3))
    ngx.thread.kill(thread)
  end
  taker(it, ids)()
  ngx.print(#ids)
end

--- Two threads share one: how many records, and what each of them was told.
function killed.shared()
  local it, ids = client.users.each { limit = 10 }, {}
  local take = taker(it, ids)
  local function guarded() return pcall(take) end
  local one, two = ngx.thread.spawn(guarded), ngx.thread.spawn(guarded)
  local _, _, said = ngx.thread.wait(one)
  local _, _, said_two = ngx.thread.wait(two)
  ngx.print(#ids, " ", tostring(said), " ", tostring(said_two))
end

local shared

--- The next record of an iterator that all requests share, or "over".
function killed.turn()
  shared = shared or client.users.each { limit = 10 }
  local record = shared:next()
  ngx.print(record and record.id or "over")
end

local ended

--- The request ends while one of its threads pulls, and the next one pulls: prints
-- what that pull says.
function killed.pulled()
  ended = ended or open_store "ended"
  local summary, err = ended.pull { entities = { "jobs", "users" } }
  ngx.say(summary and "ok" or tostring(err))
  ngx.flush(true)
  ngx.thread.spawn(ended.pull)
  ngx.sleep(moment(tonumber(ngx.var.arg_i)))
  ngx.exit(200)
end

-- ---- the hosted set-up ----

--- The thread that prepares for another one is killed: how many seconds the other
-- takes then.
function killed.led()
  local own = hosted()
  local function list() assert(own.jobs.list { limit = 1 }) end
  local leader = ngx.thread.spawn(list)
  local other = ngx.thread.spawn(list)
  ngx.sleep(0.05)
  ngx.thread.kill(leader)
  ngx.update_time()
  local start = ngx.now()
  ngx.thread.wait(other)
  ngx.update_time()
  ngx.print(ngx.now() - start)
end

-- ---- places ----

--- Waits for an answer of a slow method.
function killed.slow()
  client.users.list()
end

--- How many seconds a quick method takes.
function killed.quick()
  local start = ngx.now()
  assert(client.sources.list())
  ngx.update_time()
  ngx.print(ngx.now() - start)
end

--- The same right after threads that waited were killed.
function killed.quick_after_threads()
  local threads = {}
  for i = 1, 24 do threads[i] = ngx.thread.spawn(killed.slow) end
  ngx.sleep(0.005)
  for i = 1, 24 do ngx.thread.kill(threads[i]) end
  killed.quick()
end

--- The same after threads that held iterators, each with a request for its next page.
function killed.quick_after_iterators()
  local threads, ready = {}, 0
  for i = 1, 12 do
    threads[i] = ngx.thread.spawn(function()
      local it = client.candidates.each { limit = 10 }
      assert(it:next())
      ready = ready + 1
      ngx.sleep(60)
      return it
    end)
  end
  repeat ngx.sleep(0.001) until ready == 12
  for i = 1, 12 do ngx.thread.kill(threads[i]) end
  threads = nil -- luacheck: ignore 311
  killed.quick()
end

return killed
