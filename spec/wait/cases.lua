--- cases: what every wait has to do. Each case is a function of env, which the
-- runner of the host makes; it raises what is wrong. They run inside the host,
-- in nginx too, so they use nothing of busted.
--   env.client(options)  a client with the host's wait
--   env.side_by_side(functions)  runs them in the host's own coroutines
--   env.for_works  whether `for` may wait here
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"

local cases = {}

local function check(condition, format, ...)
  if not condition then error(format:format(...), 2) end
end

local function check_equal(expected, got, what)
  if expected ~= got then
    error(("%s: expected %s, got %s"):format(what, tostring(expected), tostring(got)), 2)
  end
end

local function check_error(kind, value, err)
  check(value == nil, "no error, but %s", tostring(value))
  check(type(err) == "table" and err.kind == kind, "a %s error expected, got %s", kind,
    tostring(err))
end

local function timed(fn)
  local start = core.clock()
  fn()
  return core.clock() - start
end

local function drain(it)
  local ids = {}
  while true do
    local record, err = it:next()
    check(not err, "%s", tostring(err))
    if not record then return ids end
    ids[#ids + 1] = record.id
  end
end

local function check_ids(expected, got)
  check_equal(#expected, #got, "records")
  for i, id in ipairs(expected) do check_equal(id, got[i], "record " .. i) end
end

cases[#cases + 1] = { "completes", function(env)
  local client = env.client()
  local page = assert(client.jobs.list { limit = 5 })
  check_equal(5, #page.records, "records")
  local job = assert(client.jobs.get(page.records[1].id))
  check_equal(page.records[1].title, job.title, "title")
  client.close()
end }

cases[#cases + 1] = { "returns a list in its order", function(env)
  local client = env.client()
  check_ids(helper.ids "candidate_tags", drain((client.candidate_tags.each { limit = 7 })))
  client.close()
end }

cases[#cases + 1] = { "returns a list inside for, or says how else to read it", function(env)
  local client = env.client()
  local expected, got = helper.ids "candidate_tags", {}
  local function loop()
    for tag in client.candidate_tags.each { limit = 20 } do got[#got + 1] = tag.id end
  end
  if env.for_works then
    loop()
    check_ids(expected, got)
  else
    local co = coroutine.create(loop)
    local ok, problem = coroutine.resume(co)
    if ok and coroutine.status(co) == "dead" then -- it never had to wait
      check_ids(expected, got)
    else
      check(not ok and tostring(problem):find("it:next()", 1, true), "got %s", tostring(problem))
    end
  end
  client.close()
end }

cases[#cases + 1] = { "times out", function(env)
  helper.fault { match = "job.list", kind = "stall_header", seconds = 2 }
  local client = env.client { timeout = 0.1, retries = 0 }
  local seconds = timed(function() check_error("timeout", client.jobs.list()) end)
  check(seconds >= 0.09 and seconds < 0.6, "it took %.3f s", seconds)
  client.close()
end }

cases[#cases + 1] = { "keeps the deadline of all attempts together", function(env)
  helper.fault { match = "job.list", kind = "stall_header", seconds = 2, times = 9 }
  local client = env.client { timeout = 0.05, retries = 9, deadline = 0.2 }
  local seconds = timed(function() check_error("timeout", client.jobs.list()) end)
  check(seconds < 0.7, "it took %.3f s", seconds)
  client.close()
end }

cases[#cases + 1] = { "waits before a retry", function(env)
  helper.fault { match = "job.list", kind = "rate_429", seconds = 0.3 }
  local client = env.client()
  local seconds = timed(function() assert(client.jobs.list()) end)
  check(seconds > 0.29 and seconds < 0.9, "it took %.3f s", seconds)
  client.close()
end }

cases[#cases + 1] = { "ends at once when the client is closed meanwhile", function(env)
  helper.fault { match = "job.list", kind = "stall_header", seconds = 3 }
  local client = env.client { retries = 0 }
  local value, err
  local seconds = timed(function()
    local results, failed = client.gather({
      function() return client.jobs.list() end,
      function()
        assert(client.sources.list())
        client.close()
        return true
      end,
    }, { settle = true })
    value, err = results[1], failed[1]
  end)
  check_error("closed", value, err)
  check(seconds < 0.5, "it took %.3f s", seconds)
end }

cases[#cases + 1] = { "cancels the request of an iterator that is closed", function(env)
  helper.fault { match = "user.list", skip = 1, kind = "stall_header", seconds = 3 }
  local client = env.client()
  local it = client.users.each { limit = 50 }
  assert(it:next())
  it:close()
  check(it:next() == nil, "a closed iterator returns more")
  local seconds = timed(function() assert(client.jobs.list()) end)
  check(seconds < 0.5, "the next call took %.3f s", seconds)
  client.close()
end }

cases[#cases + 1] = { "ends a wait in an iterator that another coroutine closes", function(env)
  helper.fault { match = "user.list", kind = "stall_header", seconds = 3 }
  local client = env.client { retries = 0 }
  local it = client.users.each { limit = 50 }
  local seconds = timed(function()
    local _, failed = client.gather({
      function() return it:next() end,
      function()
        assert(client.sources.list())
        it:close()
        return true
      end,
    }, { settle = true })
    check_error("closed", nil, failed[1])
  end)
  check(seconds < 0.5, "it took %.3f s", seconds)
  client.close()
end }

cases[#cases + 1] = { "runs twenty side by side in a gather", function(env)
  helper.control("POST", "options", { delay_ms = 100 })
  local client = env.client { max_in_flight = 20 }
  local functions = {}
  for i = 1, 20 do
    functions[i] = function() return client.jobs.list { limit = i } end
  end
  local seconds = timed(function()
    local pages = assert(client.gather(functions))
    for i = 1, 20 do check_equal(i, #pages[i].records, "records of " .. i) end
  end)
  check(seconds < 0.6, "it took %.3f s", seconds)
  client.close()
end }

cases[#cases + 1] = { "runs twenty coroutines of the host side by side", function(env)
  if not env.side_by_side then return end
  helper.control("POST", "options", { delay_ms = 100, delay_jitter_ms = 50 })
  local client = env.client { max_in_flight = 20 }
  local functions, counts = {}, {}
  for i = 1, 20 do
    functions[i] = function()
      for _ = 1, 2 do counts[i] = #assert(client.jobs.list { limit = i }).records end
    end
  end
  local seconds = timed(function() env.side_by_side(functions) end)
  for i = 1, 20 do check_equal(i, counts[i], "records of " .. i) end
  check(seconds < 0.8, "it took %.3f s", seconds)
  client.close()
end }

cases[#cases + 1] = { "queues requests beyond max_in_flight", function(env)
  helper.control("POST", "options", { delay_ms = 20 })
  local client = env.client { max_in_flight = 2 }
  local functions = {}
  for i = 1, 10 do functions[i] = function() return client.jobs.list { limit = i } end end
  local seconds = timed(function()
    local pages = assert(client.gather(functions))
    for i = 1, 10 do check_equal(i, #pages[i].records, "records of " .. i) end
  end)
  check(seconds > 0.09 and seconds < 2, "it took %.3f s", seconds)
  client.close()
end }

cases[#cases + 1] = { "reports that the server closed in the middle of a body", function(env)
  helper.fault { match = "job.list", kind = "cut_body" }
  local client = env.client { retries = 0 }
  local value, err = client.jobs.list()
  check(value == nil and (err.code == "cut_off" or err.kind == "network"), "got %s", tostring(err))
  helper.fault { match = "job.list", kind = "cut_body" }
  client.close()
  client = env.client { retries = 1 }
  assert(client.jobs.list())
  client.close()
end }

cases[#cases + 1] = { "iterates in the caller's own coroutines in a gather", function(env)
  helper.control("POST", "options", { delay_ms = 10 })
  local client = env.client()
  local results = assert(client.gather {
    tags = function() return drain((client.candidate_tags.each { limit = 10 })) end,
    jobs = function() return drain((client.jobs.each { limit = 20 })) end,
  })
  check_ids(helper.ids "candidate_tags", results.tags)
  check_ids(helper.ids "jobs", results.jobs)
  client.close()
end }

cases[#cases + 1] = { "gathers by key, and the first failure ends the rest", function(env)
  helper.fault { match = "job.list", kind = "stall_header", seconds = 3, times = 9 }
  local client = env.client { retries = 0, max_in_flight = 2 }
  local value, err
  local seconds = timed(function()
    value, err = client.gather {
      function() return client.jobs.list() end,
      function() return client.jobs.get "00000000-0000-0000-0000-000000000000" end,
    }
  end)
  check(value == nil and err, "got %s", tostring(value))
  check(seconds < 0.5, "it took %.3f s", seconds)
  local after = timed(function()
    assert(client.gather {
      a = function() return client.sources.list() end,
      b = function() return client.users.list() end,
    })
  end)
  check(after < 0.5, "the next calls took %.3f s", after)
  client.close()
end }

cases[#cases + 1] = { "fetches many by id", function(env)
  local client = env.client()
  local ids = helper.ids "jobs"
  local records = assert(client.jobs.get_many { ids[3], ids[1], ids[2] })
  check_equal(ids[3], records[1].id, "first")
  check_equal(ids[1], records[2].id, "second")
  check_equal(ids[2], records[3].id, "third")
  client.close()
end }

return cases
