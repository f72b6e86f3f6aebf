--- tls: what a client trusts. The sandbox serves https with certificates of its
-- own authority: a good one, one for another host, an expired one. Each refusal
-- is a tls error that names its cause, and nothing has reached the server by
-- then. Redirects are never followed: not to another host, not from https to
-- http, not with any status.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local helper = require "spec.helper"
local shell = require "tools.shell"
local retry = require "ashby.exchange.retry"

local facts = helper.facts()
local https = facts.https
if https == cjson.null then error "the sandbox runs without --tls" end

local CALL = { limit = 20 }

local function client_of(url, options)
  local all = { base_url = url, retries = 0, ca_file = https.ca_file, timeout = 20 }
  for name, value in pairs(options or {}) do all[name] = value end
  return helper.client(all)
end

local function ask(url, options)
  local client = client_of(url, options)
  local page, err = client.jobs.list(CALL)
  client.close()
  return page, err
end

local function refused(url, words, options)
  local page, err = ask(url, options)
  assert.is_nil(page)
  assert.equal("tls", err.kind)
  assert.is_false(err.retryable)
  assert.equal(1, err.attempts)
  assert.truthy(tostring(err):find(words, 1, true), tostring(err))
  assert.equal(0, helper.count())
end

describe("https", function()
  before_each(helper.reset)
  teardown(helper.reset)

  -- ---- what is trusted ----

  for name, version in pairs { url = 2, http1_url = 1.1, localhost_url = 2 } do
    it(("is verified with ca_file: %s, HTTP/%g"):format(name, version), function()
      local page = assert(ask(https[name]))
      local ids = helper.ids "jobs"
      assert.equal(CALL.limit, #page.records)
      for i, record in ipairs(page.records) do assert.equal(ids[i], record.id) end
      local seen = helper.requests "job.list"
      assert.equal(1, #seen)
      assert.equal(version, seen[1].http)
    end)
  end

  it("puts all calls side by side on one HTTP/2 connection", function()
    local client = client_of(https.url)
    local ids = helper.ids "jobs"
    local wanted = {}
    for i = 1, 20 do wanted[i] = ids[i] end
    assert(client.jobs.get(ids[1])) -- the connection is open
    local records, failed = client.jobs.get_many(wanted)
    client.close()
    assert.is_nil(next(failed))
    for i, record in ipairs(records) do assert.equal(wanted[i], record.id) end
    local connections = {}
    for _, request in ipairs(helper.requests "job.info") do
      connections[request.connection] = true
    end
    local first = next(connections)
    assert.is_nil(next(connections, first))
  end)

  -- Under a sanitizer nothing may be loaded before its own library.
  if helper.slow ~= "asan" then
    it("is used on a machine on which the handshake takes long", function()
      local library = helper.dir .. "/slow_tls.so"
      local status, said = shell.run(("%s -shared -fPIC -o '%s' "
        .. "'%s/spec/fixtures/slow_tls.c' -Wl,--no-as-needed -lcrypto 2>&1")
        :format(os.getenv "CC" or "cc", library, helper.root))
      assert(status == 0, said)
      local _, printed = helper.script(([[
        local client = require "ashby".new{ api_key = %q, base_url = %q, ca_file = %q }
        local page = assert(client.jobs.list{ limit = 1 })
        assert(os.clock() > 0.8, "the handshake was not slow")
        print(#page.records)
      ]]):format(facts.api_key, https.url, https.ca_file), ("LD_PRELOAD='%s'"):format(library))
      assert.equal("1\n", printed)
    end)
  end

  it("reads a list over HTTP/2", function()
    local client = client_of(https.url)
    local ids, i = helper.ids "jobs", 0
    for record in client.jobs.each(CALL) do
      i = i + 1
      assert.equal(ids[i], record.id)
    end
    client.close()
    assert.equal(#ids, i)
  end)

  -- ---- what is not ----

  it("refuses an unknown authority", function()
    for _, name in ipairs { "url", "http1_url" } do
      local client = helper.client { base_url = https[name], retries = 0 }
      local page, err = client.jobs.list(CALL)
      client.close()
      assert.is_nil(page)
      assert.equal("tls", err.kind)
      assert.truthy(err.message:find("issuer", 1, true), err.message)
      assert.truthy(err.hint:find("ca_file", 1, true))
    end
    assert.equal(0, helper.count())
  end)

  it("refuses a certificate for another host", function()
    refused(https.wrong_host_url, "match")
  end)

  it("refuses an expired certificate", function()
    refused(https.expired_url, "certificate has expired")
  end)

  -- One that is not there is misuse: spec/options/init_spec.lua.
  it("refuses a ca_file without certificates", function()
    refused(https.url, "ca", { ca_file = helper.dir .. "/sandbox.json" })
  end)

  it("refuses a server without TLS", function()
    refused(("https://127.0.0.1:%d"):format(facts.port), "SSL")
  end)

  it("does not retry what cannot get better", function()
    refused(https.expired_url, "expired", { retries = 5 })
  end)

  it("ends every call with the same kind", function()
    local client = client_of(https.expired_url)
    local id = helper.ids("jobs")[1]
    local calls = {
      function() return client.jobs.list() end,
      function() return client.jobs.get(id) end,
      function() return client.jobs.get_many { id, id } end,
      function() return client.jobs.all() end,
      function() return client.jobs.pages():next() end,
      function() return client.jobs.each():next() end,
      function() return client.call("candidate.search", { email = "a@example.org" }) end,
    }
    for i, call in ipairs(calls) do
      local value, err = call()
      assert.is_nil(value, i)
      assert.equal("tls", err.kind, i)
    end
    client.close()
    assert.equal(0, helper.count())
  end)

  it("has no option that turns verification off", function()
    for _, name in ipairs { "insecure", "verify", "verify_peer", "ssl_verify", "tls_verify" } do
      local ok, problem = pcall(helper.client, { [name] = false })
      assert.is_false(ok)
      assert.truthy(tostring(problem):find("unknown option", 1, true))
    end
  end)

  -- ---- faults below TLS ----

  describe("under faults", function()
    local decide = retry.decide

    setup(function()
      retry.decide = function(outcome) return decide(outcome, 0.02) end
    end)

    teardown(function() retry.decide = decide end)

    local SHORT = helper.slow and 2 or 0.3

    local FAULTS = {
      reset = { network = true }, close = { network = true },
      cut_body = { network = true, protocol = true },
      reset_in_body = { network = true, protocol = true },
      stall_header = { timeout = true }, stall_body = { timeout = true },
      html_502 = { server = true }, truncated_gzip = { protocol = true },
    }

    for kind, kinds in pairs(FAULTS) do
      for _, name in ipairs { "url", "http1_url" } do
        local function drain(times)
          helper.fault { match = "job.list", skip = 1, times = times, kind = kind }
          local client = client_of(https[name], { retries = 1,
            timeout = kinds.timeout and SHORT or 20 })
          local records, err = client.jobs.all(CALL)
          client.close()
          return records, err
        end

        it(("%s, %s: right when it acts once, an error when it stays%s"):format(kind, name,
          kinds.timeout and " #slow" or ""), function()
          local records, err = drain(1)
          assert.is_nil(err, tostring(err))
          assert.same(helper.ids "jobs", helper.pluck(records))
          helper.reset()
          records, err = drain(-1)
          assert.is_nil(records)
          assert.truthy(kinds[err.kind], tostring(err))
        end)
      end
    end
  end)
end)

-- ---- redirects ----

describe("over HTTP/1.1 a read", function()
  it("is sent on a new connection where several kept ones turn out to be closed", function()
    local KEPT = 4
    helper.reset()
    local client = client_of(https.http1_url)
    helper.fault { delay_ms = 300, times = KEPT }
    local calls = {}
    for i = 1, KEPT do calls[i] = function() return assert(client.jobs.list(CALL)) end end
    assert(client.gather(calls))
    helper.fault { kind = "close", times = KEPT }
    local page, err = client.jobs.list(CALL)
    client.close()
    assert.is_nil(err)
    assert.equal(CALL.limit, #page.records)
    assert.equal(KEPT * 2 + 1, helper.count())
  end)
end)

describe("a redirect", function()
  before_each(helper.reset)
  teardown(helper.reset)

  local function not_followed(url, location)
    local page, err = ask(url, { retries = 3 })
    assert.is_nil(page)
    assert.equal("protocol", err.kind)
    assert.equal("redirect", err.code)
    assert.equal(1, err.attempts)
    assert.truthy(err.message:find(location, 1, true), err.message)
  end

  it("from https to http is not followed", function()
    not_followed(https.redirect_to_http_url, "http://127.0.0.1")
    assert.equal(0, helper.count())
  end)

  it("from https to another https host is not followed", function()
    not_followed(https.redirect_to_host_url, "https://localhost")
    assert.equal(0, helper.count())
  end)

  it("to another host, or on the same one, is not followed with any status", function()
    local count = 0
    for _, status in ipairs { 301, 302, 303, 307, 308 } do
      for _, location in ipairs { https.url .. "/job.list", "http://localhost:1/job.list",
        "/elsewhere", "//127.0.0.1/job.list", "file:///etc/hostname" } do
        helper.fault { kind = "redirect", status = status, location = location }
        not_followed(helper.url, location)
        count = count + 1
        assert.equal(count, helper.count())
      end
    end
  end)

  it("in the middle of a list is an error and not its end", function()
    helper.fault { match = "job.list", skip = 1, times = -1, kind = "redirect",
      location = https.url .. "/job.list" }
    local client = client_of(helper.url)
    local records, err = client.jobs.all(CALL)
    client.close()
    assert.is_nil(records)
    assert.equal("redirect", err.code)
    for _, request in ipairs(helper.requests()) do assert.equal(facts.port, request.port) end
  end)
end)
