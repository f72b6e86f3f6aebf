--- fork: a forked child that uses its copy of a client opens its own connections
-- and leaves those of the parent as they are, with TLS too.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local nginx = require "spec.wait.nginx"
local process = require "spec.fixtures.process"
local shell = require "tools.shell"

local https = helper.facts().https

-- Runs work in a forked child; its exit status is 0 where work returns true.
local function child(work)
  local pid = process.fork()
  if pid == 0 then
    local ok, value = pcall(work)
    if not ok or not value then io.stderr:write("child: ", tostring(value), "\n") end
    process.exit(ok and value and 0 or 1)
  end
  return pid
end

-- Each record that a client gets by its id is the one that was asked for.
local function asks_rightly(client, entity, rounds)
  local ids = helper.ids(entity)
  for i = 1, rounds do
    local id = ids[i % #ids + 1]
    local record, err = client[entity].get(id)
    if not record then return nil, tostring(err) end
    if record.id ~= id then return nil, record.id .. " for " .. id end
  end
  return true
end

local URLS = { ["HTTP/1.1"] = helper.url, ["TLS and HTTP/1.1"] = https.http1_url,
  ["TLS and HTTP/2"] = https.url }

local function client_of(url)
  return helper.client { base_url = url, ca_file = https.ca_file, retries = 0 }
end

-- The connections over which a method was requested, in order, each once.
local function connections(method)
  local found, seen = {}, {}
  for _, request in ipairs(helper.requests(method)) do
    if not seen[request.connection] then found[#found + 1] = request.connection end
    seen[request.connection] = true
  end
  return found
end

before_each(helper.reset)

for name, url in pairs(URLS) do
  describe("a fork over " .. name, function()
    local client

    before_each(function()
      client = client_of(url)
      assert(asks_rightly(client, "jobs", 1))
    end)
    after_each(function() client.close() end)

    it("gets its own answers, and so does the parent", function()
      local pids = {}
      for i = 1, 3 do
        local entity = i == 1 and "users" or "jobs"
        pids[i] = child(function() return asks_rightly(client, entity, 20) end)
      end
      assert.same({ true }, { asks_rightly(client, "departments", 20) })
      for _, pid in ipairs(pids) do assert.equal(0, process.wait(pid)) end
      assert.equal(1, #connections "department.info")
      assert.equal(1, #connections "user.info")
      assert.are_not_equal(connections "department.info"[1], connections "user.info"[1])
    end)

    it("that closes the client leaves the parent's connection alone", function()
      local before = connections "job.info"
      for i = 1, 3 do
        assert.equal(0, process.wait(child(function()
          client.close()
          if i == 1 then collectgarbage() end -- slow in a child, since it copies the whole heap
          return true
        end)))
        assert.same({ true }, { asks_rightly(client, "jobs", 2) })
      end
      assert.same(before, connections "job.info")
    end)
  end)
end

describe("what was running at a fork", function()
  it("is an error of the whole call, and no record that is missing", function()
    local ids, pid = helper.ids "users", nil
    helper.fault { match = "user.info", skip = 1, delay_ms = 300 } -- still runs at the fork
    local client = helper.client { max_in_flight = 2, log = function(event)
      if event.event == "response" then pid = pid or process.fork() end
    end }
    local users, err = client.users.get_many { ids[1], ids[2], ids[3], ids[4] }
    if pid == 0 then process.exit(users == nil and err.code == "foreign" and 0 or 1) end
    assert.equal(0, process.wait(pid))
    assert.equal(4, #users)
    assert.same({}, err)
    client.close()
  end)

  it("ends in the child and goes on in the parent", function()
    helper.fault { match = "job.list", delay_ms = 300 }
    local client = client_of(helper.url)
    local session = helper.new_session { api_key = helper.key }
    local transfer = assert(session:request("/user.list", { body = "{}", seconds = 20 }))
    session:step()
    assert.equal(0, process.wait(child(function()
      session:step()
      local status, code = transfer:result()
      return transfer:finished() and not status and code == "foreign"
    end)))
    assert.equal(0, process.wait(child(function()
      transfer:close()
      return (session:count()) == 0
    end)))
    helper.finish(session, transfer)
    transfer:result()
    session:close()
    client.close()
  end)
end)

describe("two forked scripts", function()
  it("each get records of the entity they list", function()
    local client = client_of(helper.url)
    assert(client.sources.list { limit = 1 })
    local function lists(entity, field)
      return child(function()
        for _ = 1, 3 do
          for _, record in ipairs(assert(client[entity].all { limit = 20 })) do
            assert(record[field] ~= nil, "a record of another entity")
          end
        end
        return true
      end)
    end
    local users, jobs = lists("users", "firstName"), lists("jobs", "title")
    assert.equal(0, process.wait(users))
    assert.equal(0, process.wait(jobs))
    client.close()
  end)
end)

describe("nginx's workers after a call in init_by_lua #slow", function()
  local HTTP = [[
    init_by_lua_block { assert(require("ashby").check()) }
  ]]

  local LOCATIONS = [[
    location /job {
      content_by_lua_block {
        local job, err = require("ashby").jobs.get(ngx.var.arg_id)
        local right = job and job.id == ngx.var.arg_id
        ngx.say(right and "right" or job and "another" or tostring(err), " ", ngx.worker.pid())
      }
    }
  ]]

  it("each get the answer to their own request", function()
    local server = nginx.start { workers = 4, http = HTTP, locations = LOCATIONS,
      main = "env ASHBY_API_KEY=" .. helper.key .. "; env ASHBY_BASE_URL=" .. helper.url .. ";" }
    local ids = helper.ids "jobs"
    local lines = {}
    for i = 1, 200 do
      lines[i] = ("url = \"%s/job?id=%s\""):format(server.url, ids[i % #ids + 1])
    end
    shell.write(server.dir .. "/asked", table.concat(lines, "\n"))
    local right, workers = 0, {}
    local all = "curl -sS --no-progress-meter -Z --parallel-max 8 -K %s/asked"
    for _, line in ipairs(shell.lines(all:format(server.dir))) do
      local said, pid = line:match "^(.*) (%d+)$"
      assert.equal("right", said, server.log())
      right, workers[pid] = right + 1, true
    end
    assert.equal(200, right)
    assert.truthy(next(workers, (next(workers)))) -- of more than one worker
    server.stop()
  end)
end)

describe("a program that the host starts", function()
  it("inherits no socket", function()
    for _, url in pairs(URLS) do
      local client = client_of(url)
      assert(client.jobs.list { limit = 1 })
      local found = shell.output "ls -l /proc/self/fd | grep -c socket:"
      client.close()
      assert.equal("0", found)
    end
  end)

  it("inherits no socket while a name is looked up", function()
    local session = helper.new_session { base_url = "http://no-such-host.invalid" }
    local transfer = assert(session:request("/job.list", { body = "{}", seconds = 20 }))
    session:step()
    local found = shell.output "ls -l /proc/self/fd | grep -c socket:"
    assert.is_true(#session:watches() > 0 or transfer:finished())
    session:close()
    assert.equal("0", found)
  end)
end)
