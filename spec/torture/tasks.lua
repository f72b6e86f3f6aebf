--- tasks: what the torture host does while allocations fail. Each is a name and
-- a function that returns true, or nil and an error, and perhaps how many of its
-- allocations stand for one that is failed; it raises only when memory
-- runs out. A task that succeeds has right results: `expect` checks that.
--
-- SPDX-License-Identifier: MIT

-- An error raised through code that LuaJIT has compiled may crash LuaJIT when
-- it is the one about memory (LuaJIT's issue 1247), and loading compiles already.
if rawget(_G, "jit") then rawget(_G, "jit").off() end

local core = require "ashby.core"
local cjson = require "cjson"
local errors = require "ashby.errors"
local ashby = require "ashby"
local shared = require "spec.torture.shared"

ashby.entities() -- everything is loaded now

local task, expect, failed = shared.task, shared.expect, shared.failed
local client, document = shared.client, shared.document
local KEY, URL, TEXT = shared.KEY, shared.URL, shared.TEXT

-- ---- documents ----

task("load", function()
  package.loaded["ashby.core"] = nil
  expect(require "ashby.core".curl_version() == core.curl_version())
  return true
end)

task("document", function()
  local it, code = core.document(TEXT, { null = cjson.null, keep_nulls = true })
  if not it then return failed(code) end
  local value = it:value()
  expect(value.results[1].s == "é\n" and value.results[1].l[3].m == 2)
  expect(value.results[1].x == cjson.null)
  return true
end)

task("fields", function()
  local it, code = document { projection = core.projection { "id", "l.m", "o.p" },
    null = cjson.null }
  if not it then return failed(code) end
  local first, second = it:next(), it:next()
  expect(first.id == "a" and first.l[3].m == 2 and first.n == nil)
  expect(second.o.p.q[1] == "r" and it:next() == nil)
  return true
end)

task("cells", function()
  local cells = core.cells({ "id", "s", "l.m", "o" }, "csv")
  local line = cells:line [[{"id":"a","s":"\u00e9\n","l":[1,{"m":2}],"o":{ "p":[1] }}]]
  expect(line == 'a,"é\n","[null,2]","{""p"":[1]}"\r\n')
  local kinds, texts = cells:texts [[{"id":"a","o":{}}]]
  expect(kinds[1] == "string" and texts[4] == "{}" and cells:row(kinds, texts, 4) == "a,,,{}\r\n")
  return true
end)

task("raw", function()
  local it, code = document { raw = true }
  if not it then return failed(code) end
  local records = it:rest()
  expect(#records == 2 and records[2] == [[{"id":"b","n":-7,"o":{"p":{"q":["r"]}}}]])
  return true
end)

task("not JSON", function()
  local it, code, message, offset = core.document [[{"a":[1,2}]]
  expect(not it and message)
  expect(code == "no_memory" or (code == "json_syntax" and offset == 9))
  return true
end)

-- ---- files ----

local kept = os.tmpname()

task("a kept file", function()
  local file, code = core.file(kept)
  if not file then return failed(code) end
  expect(file:path() == kept and core.folder())
  local ok, problem = file:save "x"
  if not ok then return failed(problem) end
  expect(select(2, core.file(kept)) == "locked")
  file:close()
  expect(select(2, file:save "y") == "closed")
  os.remove(kept)
  os.remove(kept .. ".lock")
  return true
end)

-- ---- sessions ----

local function session(options)
  local all = { base_url = URL, user_agent = "torture", connect_timeout = 5,
    max_body = 2 ^ 20, max_in_flight = 2, api_key = KEY,
    headers = { "Content-Type: application/json" } }
  for name, value in pairs(options or {}) do all[name] = value end
  return core.session(all)
end

task("session", function()
  local it, code = session { ca_file = "/nowhere", proxy = "http://127.0.0.1:1" }
  if not it then return failed(code) end
  local ok, problem = it:headers { token = "another" }
  if not ok then return failed(problem) end
  it:close()
  it:close()
  return true
end)

local function finish(it, transfer)
  while not transfer:finished() do
    it:poll(it:due() or 1)
    it:step()
  end
end

task("transfers", function()
  local it, code = session()
  if not it then return failed(code) end
  local first, begin_code = it:request("/department.list", { body = '{"limit":5}', seconds = 20 })
  if not first then return failed(begin_code) end
  local second = it:request("/department.list", { body = "{}", seconds = 20 })
  local third = it:request("/nothing", { seconds = 20 }) -- stays in the queue, then is dropped
  it:watches()
  finish(it, first)
  expect(third == nil or not third:finished() or first:finished())
  local status, problem = first:result()
  if not status then return failed(problem) end
  expect(status == 200 and first:header "x-ashby-request-id")
  local body, reason = first:document {}
  if not body then return failed(reason) end
  expect(body:open "results" == 5)
  if second then second:close() end
  it:close()
  return true
end)

task("half a transfer", function()
  local it, code = session()
  if not it then return failed(code) end
  local transfer = it:request("/candidate.list", { body = "{}", seconds = 20 })
  for _ = 1, 3 do
    it:step()
    it:poll(0.001)
  end
  expect(transfer == nil or it:count() <= 1)
  return true -- closing the state ends both, in any order
end)

-- ---- the client ----

-- One call of a client that is then closed, or left to the collector.
local function call(name, options, fn, leave)
  task(name, function()
    local it, err = client(options)
    if not it then return failed(err) end
    local ok, problem = fn(it)
    if not leave then it.close() end
    if not ok then return failed(problem) end
    return true
  end)
end

local FEW = { limit = 5 }

call("list", nil, function(it)
  local page, err = it.departments.list(FEW)
  if not page then return nil, err end
  expect(#page.records == 5 and page.meta.has_more)
  return true
end)

call("all, with a log", { log = function() end }, function(it)
  local records, err = it.departments.all { limit = 15, max = 40 }
  if not records then return nil, err end
  expect(#records == 12 or #records > 12)
  return true
end)

call("each, left half-way", nil, function(it)
  local records = it.departments.each(FEW)
  local record, err = records:next()
  if not record then return nil, err end
  expect(record.id)
  return true
end, true)

call("pages, closed half-way", nil, function(it)
  local pages = it.departments.pages(FEW)
  local page, err = pages:next()
  if not page then return nil, err end
  pages:close()
  expect(#page.records == 5)
  return true
end)

call("get, fields", nil, function(it)
  local page, err = it.jobs.list { limit = 1 }
  if not page then return nil, err end
  local job, problem = it.jobs.get { id = page.records[1].id, fields = { "id", "title" } }
  if not job then return nil, problem end
  expect(job.id == page.records[1].id and job.title)
  return true
end)

call("get_many", nil, function(it)
  local missing = "00000000-0000-4000-8000-000000000000"
  local records, errs = it.jobs.get_many { missing, missing, missing }
  if not records then return nil, errs end
  for i = 1, 3 do expect(records[i] == false and errors.is(errs[i])) end
  return true
end)

call("gather", nil, function(it)
  local results, err = it.gather {
    jobs = function() return it.jobs.list(FEW) end,
    users = function() return it.users.list(FEW) end,
  }
  if not results then return nil, err end
  expect(#results.jobs.records == 5 and #results.users.records == 5)
  return true
end)

call("raw call", nil, function(it)
  local records, err = it.call("candidate.search", { email = "nobody@example.org" })
  if not records then return nil, err end
  expect(#records == 0)
  return true
end)

call("a key that is wrong", { api_key = "wrong-key" }, function(it)
  local page, err = it.jobs.list()
  expect(not page and errors.is(err))
  expect(not tostring(err):find("wrong-key", 1, true))
  return true
end)

call("nobody there", { base_url = "http://127.0.0.1:1" }, function(it)
  local page, err = it.jobs.list()
  expect(not page and errors.is(err))
  return true
end)

call("too large", { max_body = 100 }, function(it)
  local page, err = it.jobs.list()
  expect(not page and errors.is(err))
  return true
end)

require "spec.torture.store"

return shared.tasks
