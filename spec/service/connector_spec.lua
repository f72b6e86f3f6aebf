--- Specs of connector: the token, fetched and renewed once for all callers that
-- need it, the connector's id, and that no secret is shown.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local core = require "ashby.core"
local helper = require "spec.helper"

local facts = helper.facts().hosted
local TOKEN = "/api/v1/account/applications/token"
local CONNECTORS = "/api/v1/integrations/connectors"
local EXECUTE = CONNECTORS .. "/" .. facts.connector_id .. "/execute"

-- A client that fetches its token itself.
local function fetching(given, options)
  local all = { token = false, client_id = facts.client_id, client_secret = facts.client_secret }
  for name, value in pairs(given or {}) do all[name] = value end
  return helper.hosted(all, options)
end

-- How often each path was requested since the reset.
local function counts()
  local by_path = { [TOKEN] = 0, [CONNECTORS] = 0, [EXECUTE] = 0 }
  for _, request in ipairs(helper.requests()) do
    by_path[request.path] = (by_path[request.path] or 0) + 1
  end
  return by_path
end

-- Makes n calls side by side: their pages and errors.
local function at_once(client, n)
  local functions = {}
  for i = 1, n do functions[i] = function() return client.users.list { limit = 1 } end end
  return client.gather(functions, { settle = true })
end

describe("the hosted connector's", function()
  local client
  local real_clock = core.clock

  before_each(helper.reset)

  after_each(function()
    core.clock = real_clock
    if client then client.close() end
    client = nil
  end)

  describe("token", function()
    it("is fetched at the first call, and never where one is given", function()
      client = fetching()
      assert.equal(0, helper.count())
      assert(client.users.list { limit = 1 })
      assert(client.jobs.list { limit = 1 })
      assert.equal(1, counts()[TOKEN])
      client.close()
      client = helper.hosted()
      assert(client.users.list { limit = 1 })
      assert.equal(1, counts()[TOKEN])
    end)

    it("is fetched once for 20 calls side by side", function()
      client = fetching { connector_id = false, workspace = "default" }
      local pages = at_once(client, 20)
      for i = 1, 20 do assert.equal(1, #pages[i].records) end
      assert.same({ [TOKEN] = 1, [CONNECTORS] = 1, [EXECUTE] = 20 }, counts())
    end)

    it("is renewed once when it is refused to 20 calls at the same time", function()
      client = fetching()
      assert(client.users.list { limit = 1 })
      helper.control("POST", "expire", { tokens = true })
      local pages = at_once(client, 20)
      for i = 1, 20 do assert.equal(1, #pages[i].records) end
      assert.equal(2, counts()[TOKEN])
    end)

    it("is renewed in the middle of a list and of get_many", function()
      client = fetching()
      local it, count = client.users.each { limit = 10 }, 0
      while it:next() do
        count = count + 1
        if count % 40 == 5 then helper.control("POST", "expire", { tokens = true }) end
      end
      local ids = helper.ids "users"
      assert.equal(#ids, count)
      helper.control("POST", "expire", { tokens = true })
      assert.same(ids, helper.pluck((client.users.get_many(ids))))
      assert.is_true(counts()[TOKEN] >= 4)
    end)

    it("is renewed before it expires on the server", function()
      local ahead = 0
      function core.clock() return real_clock() + ahead end
      client = fetching()
      assert(client.users.list { limit = 1 })
      ahead = 900 - 61
      assert(client.users.list { limit = 1 })
      assert.equal(1, counts()[TOKEN])
      ahead = 900 - 59
      at_once(client, 20)
      assert.equal(2, counts()[TOKEN])
      helper.control("POST", "options", { token_lifetime_s = 10 })
      ahead = 1800
      assert(client.users.list { limit = 1 })
      ahead = 1800 + 7.5
      assert(client.users.list { limit = 1 })
      assert.equal(3, counts()[TOKEN])
      ahead = 1800 + 8.5
      assert(client.users.list { limit = 1 })
      assert.equal(4, counts()[TOKEN])
    end)

    it("that expires at once ends in an error, not in a loop", function()
      helper.control("POST", "options", { token_lifetime_s = 0 })
      client = fetching()
      local page, err = client.users.list()
      assert.is_nil(page)
      assert.equal("auth", err.kind)
      assert.equal(2, counts()[TOKEN])
    end)

    it("that was given and is refused cannot be renewed", function()
      client = helper.hosted { token = "no-such-token" }
      local _, err = client.users.list()
      assert.equal("auth", err.kind)
      assert.equal(401, err.status)
      assert.matches("check hosted.token", tostring(err), 1, true)
      assert.equal(1, helper.count())
    end)

    it("that cannot be fetched fails each call, and calls side by side with one request", function()
      client = fetching { client_secret = "wrong-secret" }
      local _, failed = at_once(client, 20)
      for i = 1, 20 do
        assert.equal("auth", failed[i].kind)
        assert.equal("token", failed[i].method)
      end
      assert.same({ [TOKEN] = 1, [CONNECTORS] = 0, [EXECUTE] = 0 }, counts())
      assert.equal("auth", select(2, client.users.list()).kind)
    end)

    it("is fetched again where the network failed, and a wrong answer is an error", function()
      helper.fault { match = TOKEN, kind = "reset" }
      helper.fault { match = TOKEN, status = 503, body = "busy",
        headers = { ["Retry-After"] = "0" } }
      client = fetching()
      assert(client.users.list { limit = 1 })
      assert.equal(3, counts()[TOKEN])
      client.close()
      helper.fault { match = TOKEN, status = 200, body = { token = "x" } }
      client = fetching()
      assert.equal("wrong_shape", select(2, client.users.list()).code)
    end)

    it("is fetched by another call when the one that did it was cancelled", function()
      helper.fault { match = TOKEN, delay_ms = 40, times = -1 }
      client = fetching(nil, { deadline = 2 })
      local results, err = client.gather {
        function() return client.users.list { limit = 1 } end,
        function() return nil, "enough" end,
      }
      assert.is_nil(results)
      assert.equal("enough", err)
      assert(client.users.list { limit = 1 })
    end)

    it("that no header can carry is an error at once, for all that wait", function()
      for _, token in ipairs { "a\nb", "a\r\nX-Y: z", "\27", "a b", "a\0b", ("x"):rep(20000) } do
        helper.fault { match = TOKEN, status = 200, body = { access_token = token,
          expires_in = 900 } }
        client = fetching()
        local began = core.clock()
        local _, failed = at_once(client, 5)
        for i = 1, 5 do assert.equal("wrong_shape", failed[i].code) end
        assert.is_true(core.clock() - began < 2)
        client.close()
        helper.reset()
      end
    end)

    it("is fetched by another call when a log function raises in the one that did it", function()
      for _, event in ipairs { "request", "response" } do
        local raised = false
        client = fetching(nil, { deadline = 5, wait = function(session)
          session:poll(0.002)
          local co, is_main = coroutine.running()
          if co and not is_main then coroutine.yield() end
        end, log = function(said)
          if said.method == "token" and said.event == event and not raised then
            raised = true
            error("the log is broken", 0)
          end
        end })
        local function list() return client.users.list { limit = 1 } end
        local first, second = coroutine.create(list), coroutine.create(list)
        local said
        local began = core.clock()
        while coroutine.status(second) ~= "dead" and core.clock() - began < 4 do
          if coroutine.status(first) ~= "dead" then
            local _, problem = coroutine.resume(first)
            said = problem or said
          end
          local ok, page, err = coroutine.resume(second)
          assert.is_true(ok, page)
          if coroutine.status(second) == "dead" then assert.is_table(page, tostring(err)) end
        end
        assert.equal("the log is broken", said)
        assert.is_true(core.clock() - began < 2)
        assert(client.users.list { limit = 1 })
        client.close()
      end
    end)

    it("is fetched by another call when the one that did it was dropped", function()
      helper.fault { match = TOKEN, delay_ms = 40, times = -1 }
      local can_wait = false
      client = fetching(nil, { deadline = 2, wait = function(session)
        if not can_wait then return coroutine.yield() end
        session:poll(0.01)
      end })
      local function drop()
        local co = coroutine.create(function() return client.users.list() end)
        coroutine.resume(co)
        return coroutine.status(co)
      end
      assert.equal("suspended", drop())
      can_wait = true
      helper.collect()
      assert(client.users.list { limit = 1 })
    end)
  end)

  describe("id", function()
    it("is looked up by workspace, once", function()
      client = helper.hosted { connector_id = false, workspace = "default" }
      at_once(client, 20)
      assert(client.users.list { limit = 1 })
      assert.same({ [TOKEN] = 0, [CONNECTORS] = 1, [EXECUTE] = 21 }, counts())
    end)

    it("that the workspace does not have is an error", function()
      client = helper.hosted { connector_id = false, workspace = "no such & workspace" }
      local _, err = client.users.list()
      assert.equal("connector_not_found", err.code)
      assert.equal("not_found", err.kind)
    end)

    it("that does not exist is an error", function()
      client = helper.hosted { connector_id = "00000000-0000-4000-8000-000000000000" }
      local _, err = client.users.list()
      assert.equal("not_found", err.kind)
      assert.equal(404, err.status)
    end)

    it("is looked up again by the next call when the token was refused", function()
      client = fetching { connector_id = false, workspace = "default" }
      helper.fault { match = CONNECTORS, status = 401, body = { message = "expired" } }
      assert.equal("auth", select(2, client.users.list()).kind)
      assert(client.users.list { limit = 1 })
      assert.equal(2, counts()[TOKEN])
    end)
  end)

  it("organisation has to be named where there are several", function()
    helper.control("POST", "options", { organizations = 2 })
    client = helper.hosted()
    local _, err = client.users.list()
    assert.equal("invalid", err.kind)
    assert.matches("X-Organization-Id", err.message, 1, true)
    client.close()
    client = helper.hosted { organization_id = facts.organization_id }
    assert(client.users.list { limit = 1 })
    client.close()
    client = fetching { organization_id = facts.organization_id }
    assert(client.users.list { limit = 1 })
    helper.control("POST", "expire", { tokens = true })
    assert(client.users.list { limit = 1 })
    client.close()
    client = helper.hosted { organization_id = "00000000-0000-4000-8000-000000000000" }
    assert.equal("auth", select(2, client.users.list()).kind)
  end)

  it("options are checked", function()
    local ROWS = {
      { { connector_id = "c" }, "hosted needs token, or client_id and client_secret" },
      { { connector_id = "c", client_id = "i" }, "hosted needs token" },
      { { token = "t" }, "hosted needs connector_id, or workspace" },
      { { token = "t", conector_id = "c" }, "did you mean 'connector_id'" },
      { { token = "t\n", connector_id = "c" }, "bad option 'hosted.token'" },
      { { token = "", connector_id = "c" }, "bad option 'hosted.token'" },
      { { token = 7, connector_id = "c" }, "bad option 'hosted.token'" },
      { { token = "t", connector_id = "c", organization_id = "o\r\nX: y" }, "organization_id" },
    }
    for _, row in ipairs(ROWS) do
      assert.matches(row[2], helper.misuse(ashby.new, { hosted = row[1] }), 1, true)
    end
  end)

  describe("secrets", function()
    -- All the text of an error.
    local function all_of(err)
      local parts = { tostring(err) }
      for _, value in pairs(err) do parts[#parts + 1] = tostring(value) end
      return table.concat(parts, "\n")
    end

    it("are in no error, even where the server echoes them", function()
      local FETCHED = "tok-fetched-0123456789"
      local function echo(match, status, token)
        helper.fault { match = match, status = status, body = { code = "bad_sandbox-secret",
          message = ("sandbox-secret and %s and sandbox-secret again"):format(token) } }
      end
      local log = {}
      client = fetching(nil, { retries = 0, log = function(event)
        for _, value in pairs(event) do log[#log + 1] = tostring(value) end
      end })
      echo(TOKEN, 400, "nothing")
      local _, err = client.users.list()
      assert.matches("*** and", err.message, 1, true)
      local said = { all_of(err) }
      helper.fault { match = TOKEN, times = -1, status = 200,
        body = { access_token = FETCHED, expires_in = 900 } }
      for _, status in ipairs { 401, 401, 400, 403, 500 } do echo("hosted:*", status, FETCHED) end
      for _ = 1, 4 do
        err = select(2, client.users.list())
        assert.is_table(err)
        said[#said + 1] = all_of(err)
      end
      said[#said + 1] = table.concat(log, "\n")
      said[#said + 1] = tostring(client)
      local all = table.concat(said, "\n")
      assert.is_nil(all:find("sandbox-secret", 1, true))
      assert.is_nil(all:find(FETCHED, 1, true))
    end)

    it("are wiped when the client closes", function()
      client = fetching()
      assert(client.users.list { limit = 1 })
      client.close()
      local _, err = client.users.list()
      assert.equal("closed", err.kind)
    end)

    it("are sent with the right requests only", function()
      client = fetching()
      assert(client.users.list { limit = 1 })
      for _, request in ipairs(helper.requests()) do
        assert.equal(request.path == TOKEN, request.body:find("sandbox-secret", 1, true) ~= nil)
        assert.equal(request.path ~= TOKEN, request.headers.authorization ~= nil)
      end
    end)
  end)
end)
