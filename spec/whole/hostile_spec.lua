--- hostile: servers that keep a connection and break the protocol on it: answers
-- that nobody asked for, streams that are refused or never allowed, frames without
-- end. spec/fixtures/hostile.c is such a server, one for each spec.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
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

-- Ends it: how often it printed each word.
local function stop(server)
  shell.run("kill " .. server.pid)
  local counts = { connection = 0, request = 0 }
  for line in server.output:lines() do counts[line] = (counts[line] or 0) + 1 end
  server.output:close()
  return counts
end

-- Has the server send what nobody asked for; returns when it was sent.
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
      it("what nobody asked for is not an answer: " .. behaviour .. over, function()
        local server = start(behaviour, tls)
        local client = client_of(server)
        for _ = 1, 3 do
          assert.same({ a = "new" }, assert(client.call("apiKey.info", {})))
          now(server)
        end
        client.close()
        local counts = stop(server)
        assert.equal(3, counts.request)
        assert.equal(6, counts.connection) -- including those that requested /now
      end)
    end

    it("the next request is answered" .. over, function()
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
    it("has a write sent only once: " .. method, function()
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

-- The result of a call, the seconds it takes, and its seconds of CPU time.
local function measure(client)
  local began, work = core.clock(), os.clock()
  local result, err = client.call("apiKey.info", {})
  return result, err, core.clock() - began, os.clock() - work
end

-- libcurl says "Empty reply from server" of all.
describe("an answer that the HTTP/2 library does not take", function()
  for _, behaviour in ipairs { "long_line", "wrong_stream" } do
    it("is named, and not asked for again: " .. behaviour, function()
      local server = start(behaviour, true)
      local client = client_of(server, { retries = 2 })
      local result, err = client.call("apiKey.info", {}, { idempotent = true })
      client.close()
      assert.is_nil(result)
      assert.equal(1, stop(server).request)
      assert.equal("bad_http", err.code, tostring(err))
      assert.equal("the server did not answer in HTTP: it breaks the rules of HTTP/2, or sends a "
        .. "header line of more than 64 KiB", err.message)
    end)
  end

  it("is none where the server itself closes the connection", function()
    local server = start("leave", true)
    local client = client_of(server, { retries = 1 })
    local result, err = client.call("apiKey.info", {}, { idempotent = true })
    client.close()
    assert.is_nil(result)
    assert.equal(2, stop(server).request)
    assert.is_true(err.retryable, tostring(err))
  end)
end)

describe("a connection that the server ends with GOAWAY", function()
  it("is named, and a read is sent again", function()
    local server = start("goaway", true)
    local client = client_of(server, { retries = 1 })
    local result, err = client.call("apiKey.info", {}, { idempotent = true })
    client.close()
    assert.is_nil(result)
    assert.equal(2, stop(server).request)
    assert.equal("network", err.code, tostring(err))
    assert.equal("the transfer failed: the HTTP/2 connection was ended", err.message)
  end)

  it("has a write sent only once", function()
    local server = start("goaway", true)
    local client = client_of(server, { retries = 2 })
    assert.is_nil((client.call("offer.create", {})))
    client.close()
    assert.equal(1, stop(server).request)
  end)
end)

describe("a read that is refused", function()
  -- libcurl would send it six times.
  it("is sent at most twice in each attempt", function()
    for retries = 0, 1 do
      local server = start("refuse", true)
      local client = client_of(server, { retries = retries })
      local result, err = client.call("apiKey.info", {}, { idempotent = true })
      client.close()
      assert.is_nil(result)
      assert.equal(2 * (retries + 1), stop(server).request)
      assert.equal("refused", err.code, tostring(err))
      assert.equal(retries + 1, err.attempts)
    end
  end)
end)

describe("an answer that switches to another protocol", function()
  it("is reported at once, although the connection stays open", function()
    local server = start "switch"
    local client = client_of(server)
    local result, err, seconds = measure(client)
    client.close()
    stop(server)
    assert.is_nil(result)
    assert.equal("unexpected_status", err.code, tostring(err))
    assert.equal(101, err.status)
    assert.truthy(seconds < 2, seconds)
  end)
end)

-- Frames that are no answer; code: the error where the HTTP library has its own limit.
local FLOODS = {
  data = {}, pongs = {}, padding = { slow = true }, priority = { slow = true },
  windows = { slow = true }, unknown = { slow = true }, unknown_of_stream = { slow = true },
  settings = { code = "receive" }, continuations = {}, pings = { code = "send" },
}

describe("a flood of frames", function()
  for name, row in pairs(FLOODS) do
    it("does not outrun the timeout: " .. name .. (row.slow and " #slow" or ""), function()
      local server = start(name, true)
      local client = client_of(server, { timeout = 3 })
      local result, err, seconds = measure(client)
      client.close()
      stop(server)
      assert.is_nil(result)
      assert.truthy(seconds < (helper.slow and 9 or 6), seconds)
      if err.kind ~= "timeout" then -- as it ends where the server is slower than we are
        assert.equal(row.code or "flood", err.code, tostring(err))
      end
    end)
  end

  it("is not retried", function()
    local server = start("data", true)
    local client = client_of(server, { retries = 2, timeout = 3 })
    local _, err = measure(client)
    client.close()
    local counts = stop(server)
    if err.kind == "timeout" then return end
    assert.equal(1, counts.request)
    assert.equal(1, err.attempts)
  end)
end)

describe("blocks of gzip that hold nothing", function()
  for _, tls in ipairs { false, true } do
    it("do not outrun the timeout" .. (tls and ", over TLS" or ""), function()
      local SECONDS = helper.slow and 3 or 0.4
      local server = start("blocks", tls)
      local client = client_of(server, { timeout = SECONDS })
      local result, err, seconds, work = measure(client)
      client.close()
      stop(server)
      assert.is_nil(result)
      assert.truthy(err.kind == "timeout" or err.code == "flood", tostring(err))
      assert.truthy(work < SECONDS * 2.5, work)
      assert.truthy(seconds < SECONDS * 8, seconds)
    end)
  end
end)

describe("a server that lets no stream be opened", function()
  local SECONDS = 1

  for _, behaviour in ipairs { "no_streams", "no_more_streams" } do
    it("costs no CPU time: " .. behaviour .. " #slow", function()
      local server = start(behaviour, true)
      local client = client_of(server, { timeout = SECONDS })
      measure(client)
      local _, err, seconds, work = measure(client)
      client.close()
      stop(server)
      assert.equal("timeout", err.kind, tostring(err))
      assert.truthy(seconds < SECONDS * (helper.slow and 4 or 2), seconds)
      assert.truthy(work < SECONDS * (helper.slow and 0.5 or 0.1), work)
    end)
  end
end)
