--- Callers that disappear in nginx: a thread that waits in a call may be killed at
-- any moment, and the worker goes on.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"
local nginx = require "spec.wait.nginx"

local LOCATIONS = [[
  lua_check_client_abort on;
  location /thread { content_by_lua_block { require("spec.wait.killed").thread() } }
  location /exit { content_by_lua_block { require("spec.wait.killed").exit() } }
  location /aborted { content_by_lua_block { require("spec.wait.killed").aborted() } }
  location /taken_over { content_by_lua_block { require("spec.wait.killed").taken_over() } }
  location /shared { content_by_lua_block { require("spec.wait.killed").shared() } }
  location /turn { content_by_lua_block { require("spec.wait.killed").turn() } }
  location /pulled { content_by_lua_block { require("spec.wait.killed").pulled() } }
  location /led { content_by_lua_block { require("spec.wait.killed").led() } }
  location /slow { content_by_lua_block { require("spec.wait.killed").slow() } }
  location /quick { content_by_lua_block { require("spec.wait.killed").quick() } }
  location /threads { content_by_lua_block { require("spec.wait.killed").quick_after_threads() } }
  location /iterators {
    content_by_lua_block { require("spec.wait.killed").quick_after_iterators() }
  }
  location /names {
    content_by_lua_block { ngx.print(table.concat(require("spec.wait.killed").NAMES, " ")) }
  }
  location /pid { content_by_lua_block { ngx.print(ngx.worker.pid()) } }
]]

local SOON = { delay_ms = 8, times = -1 }

-- How many in all, spread over the calls that wait.
local TIMES = tonumber(os.getenv "ASHBY_TIMES" or 500)

describe("nginx, while a call waits, #slow", function()
  local server, session, pid, names

  setup(function()
    helper.reset()
    server = nginx.start { locations = LOCATIONS,
      http = [[init_by_lua_block { require "spec.helper" }]] }
    session = helper.new_session { base_url = server.url, max_in_flight = 50 }
    pid = server.get "/pid"
    names = {}
    for name in server.get("/names"):gmatch "%S+" do names[#names + 1] = name end
  end)

  before_each(function()
    helper.reset()
    helper.control("POST", "options", { rate_limit = 1000000 })
  end)

  teardown(function()
    session:close()
    server.stop()
  end)

  after_each(function()
    assert.equal(pid, server.get "/pid")
    assert.is_nil(server.log():find("exited on signal", 1, true))
  end)

  local function each_call(fn)
    assert.is_true(#names > 5)
    for _, name in ipairs(names) do fn(name, math.ceil(TIMES / #names)) end
  end

  local function pass(seconds)
    local stop = core.clock() + seconds
    while core.clock() < stop do
      session:step()
      session:poll(stop - core.clock())
    end
  end

  it("kills the thread that waits", function()
    helper.fault(SOON)
    each_call(function(name, rounds)
      assert.equal("ok", server.get(("/thread?call=%s&rounds=%d"):format(name, rounds)), name)
    end)
  end)

  it("ends the request that waits", function()
    helper.fault(SOON)
    each_call(function(name, rounds)
      for i = 1, rounds do
        local path = ("/exit?call=%s&i=%d"):format(name, i)
        local transfer = assert(session:request(path, { seconds = 5 }))
        helper.finish(session, transfer)
        assert.equal(204, (transfer:result()), name)
      end
    end)
  end)

  it("ends the request whose client has left", function()
    helper.fault(SOON)
    each_call(function(name, rounds)
      for i = 1, rounds do
        local transfer = assert(session:request("/aborted?call=" .. name, { seconds = 5 }))
        pass(0.002 + i % 7 * 0.001)
        transfer:close()
      end
    end)
  end)

  it("lets others read what a killed thread has left in an iterator", function()
    helper.fault { delay_ms = 15, times = -1 }
    assert.equal(tostring(#helper.ids "users"), server.get "/taken_over")
  end)

  it("lets a store be pulled after a request that pulled has ended", function()
    helper.fault(SOON)
    for i = 1, 20 do assert.equal("ok", server.get("/pulled?i=" .. i)) end
  end)

  it("refuses the second of two threads that share an iterator, and loses nothing", function()
    helper.fault { delay_ms = 50, times = -1 }
    local count, one, two = server.get("/shared"):match "^(%d+) (%S+) (.*)$"
    assert.equal(tostring(#helper.ids "users"), count)
    assert.equal("nil", one)
    assert.matches("another coroutine waits in this iterator", two)
  end)

  it("lets requests share an iterator in turns", function()
    local ids, got = helper.ids "users", {}
    for i = 1, 25 do got[i] = server.get "/turn" end
    for i = 1, 25 do assert.equal(ids[i], got[i]) end
  end)

  local STALL = { match = "user.list", kind = "stall_header", seconds = 8, times = -1 }

  local function check_quick(seconds)
    assert.is_true(tonumber(seconds) < 2, "the next call took " .. seconds)
  end

  it("lets another thread do what a killed one did for both", function()
    helper.fault { match = "*token*", kind = "stall_header", seconds = 8 }
    check_quick(server.get "/led")
  end)

  it("gives the places of requests whose client has left to the next one", function()
    helper.fault(STALL)
    local left = {}
    for i = 1, 12 do left[i] = assert(session:request("/slow", { seconds = 5 })) end
    pass(0.2)
    for i = 1, 12 do left[i]:close() end
    check_quick(server.get "/quick")
  end)

  it("gives the places of killed threads to the next one", function()
    helper.fault(STALL)
    check_quick(server.get "/threads")
  end)

  it("gives the places of iterators that killed threads held to the next one", function()
    helper.fault { match = "candidate.list", delay_ms = 1500, times = -1 }
    check_quick(server.get "/iterators")
  end)

  it("leaves nothing in nginx's log", function()
    assert.equal("", server.log())
  end)
end)
