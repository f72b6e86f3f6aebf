--- hostile: servers that keep a connection and do not keep to the protocol on
-- it: answers that nobody asked for, streams that are refused.
-- spec/fixtures/hostile.c is such a server, one for each spec.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local shell = require "tools.shell"

local TLS = helper.dir .. "/tls/"
local program = helper.dir .. "/hostile"

-- A server: { url =, output =, pid = }.
local function start(behaviour, tls)
  local output = io.popen(("exec %s %s %s 2>&1"):format(program, behaviour,
    tls and TLS .. "good.pem " .. TLS .. "good.key" or ""))
  local first = output:read "*l"
  local port, pid = first:match "^(%d+) (%d+)$"
  assert(port, first)
  return { output = output, pid = pid,
    url = ("%s://127.0.0.1:%s"):format(tls and "https" or "http", port) }
end

-- Ends it: how often it said each word.
local function stop(server)
  shell.run("kill " .. server.pid)
  local counts = { connection = 0, request = 0 }
  for line in server.output:lines() do counts[line] = (counts[line] or 0) + 1 end
  server.output:close()
  return counts
end

-- Lets the server say what nobody asked for; it is on its way then.
local function now(server)
  local session = helper.new_session { base_url = server.url, ca_file = TLS .. "ca.pem" }
  local transfer = helper.finish(session, assert(session:request("/now",
    { body = "{}", seconds = 10 })))
  assert.equal(200, (transfer:result()))
  session:close()
end

local function client_of(server, options)
  local all = { base_url = server.url, ca_file = TLS .. "ca.pem", retries = 0, timeout = 5 }
  for name, value in pairs(options or {}) do all[name] = value end
  return helper.client(all)
end

setup(function()
  local status, said = shell.run(("cd '%s' && %s -std=c99 -D_POSIX_C_SOURCE=200809L -o %s "
    .. "spec/fixtures/hostile.c -lssl -lcrypto 2>&1"):format(helper.root,
    os.getenv "CC" or "cc", program))
  assert.equal(0, status, said)
end)

describe("on a connection that is kept", function()
  for _, tls in ipairs { false, true } do
    local over = tls and " over TLS" or ""

    for _, behaviour in ipairs { "unasked", "unasked_408" } do
      it("what nobody asked for is no answer: " .. behaviour .. over, function()
        local server = start(behaviour, tls)
        local client = client_of(server)
        for _ = 1, 3 do
          assert.same({ a = "new" }, assert(client.call("apiKey.info", {})))
          now(server)
        end
        client.close()
        local counts = stop(server)
        assert.equal(3, counts.request)
        assert.equal(6, counts.connection) -- those that said "now" among them
      end)
    end

    it("the next request goes" .. over, function()
      local server = start("plain", tls)
      local client = client_of(server)
      for _ = 1, 5 do assert(client.call("apiKey.info", {})) end
      client.close()
      assert.equal(1, stop(server).connection)
    end)
  end
end)

describe("a stream that is refused", function()
  for _, method in ipairs { "candidate.create", "offer.create" } do
    it("sends a write once: " .. method, function()
      local server = start("refuse", true)
      local client = client_of(server, { retries = 2 })
      local result, err = client.call(method, { name = "x" })
      client.close()
      assert.is_nil(result)
      assert.equal(1, stop(server).request)
      assert.equal("refused", err.code, tostring(err))
      assert.equal(1, err.attempts)
    end)
  end
end)
