--- Specs of the sandbox's faults: each happens when, as often and in the way
-- it was asked for.
--
-- SPDX-License-Identifier: MIT
-- Every fault of the sandbox as a client sees it, and TLS with its bad servers.

local client = require "spec.sandbox.client"

local call, control, fault = client.call, client.control, client.fault

-- curl's exit codes
local EMPTY, PARTIAL, RESET, TIMEOUT, TLS, ENCODING = 52, 18, 56, 28, 60, 61

describe("faults of the sandbox #slow", function()
  setup(function() client.start("--scale 0.1 --tls") end)
  teardown(function() client.stop() end)
  before_each(function() control("reset", {}) end)

  local function once(order, options)
    fault(order)
    return call("candidate.list", { limit = 5 }, options)
  end

  it("match, skip, and happen as often as asked for", function()
    fault{ match = "user.*", skip = 1, times = 1, status = 503 }
    assert.equal(200, call("candidate.list", { limit = 1 }).status)
    assert.equal(200, call("user.list", { limit = 1 }).status)
    assert.equal(503, call("user.list", { limit = 1 }).status)
    assert.equal(200, call("user.list", { limit = 1 }).status)
    assert.equal(1, control("faults")[1].used)
  end)

  it("happen with a probability, from their seed", function()
    local function draw()
      control("reset", {})
      fault{ times = -1, probability = 0.5, seed = 4, status = 500 }
      local seen = {}
      for n = 1, 12 do seen[n] = call("user.list", { limit = 1 }).status end
      return table.concat(seen, " ")
    end
    local first = draw()
    assert.matches("200", first)
    assert.matches("500", first)
    assert.equal(first, draw())
  end)

  it("set a status, headers, a body, a delay", function()
    local answer = once{ status = 429, headers = { ["Retry-After"] = "7" } }
    assert.equal("rate_limit_exceeded", answer.json.errorInfo.code)
    assert.equal("7", answer.headers["retry-after"])
    assert.same({ a = {} }, once('{"body":{"a":[]}}').json)
    assert.equal("text", once{ status = 500, body = "text" }.body)
    assert.equal(TIMEOUT, once({ delay_ms = 400 }, { time = 0.2 }).failed)
    assert.is_true(once{ delay_ms = 10 }.json.success)
  end)

  it("refuse an unknown order", function()
    local answer = client.curl("/_sandbox/faults", '{"kind":"nothing"}', { key = false })
    assert.equal(400, answer.status)
  end)

  it("break the connection", function()
    assert.equal(RESET, once{ kind = "reset" }.failed)
    assert.equal(EMPTY, once{ kind = "close" }.failed)
    local answer = once{ kind = "reset_in_body", bytes = 100 }
    assert.equal(RESET, answer.failed)
    assert.equal(100, #answer.body)
  end)

  it("cut and stall bodies", function()
    local answer = once{ kind = "cut_body", bytes = 100 }
    assert.equal(PARTIAL, answer.failed)
    assert.equal(100, #answer.body)
    answer = once{ kind = "cut_body", bytes = 100, chunked = true }
    assert.equal(PARTIAL, answer.failed)
    assert.equal("chunked", answer.headers["transfer-encoding"])
    assert.equal(TIMEOUT, once({ kind = "stall_header" }, { time = 0.2 }).failed)
    answer = once({ kind = "stall_body", bytes = 60 }, { time = 0.2 })
    assert.equal(TIMEOUT, answer.failed)
    assert.equal(60, #answer.body)
    answer = once({ kind = "slow", bytes_per_second = 200 }, { time = 0.3 })
    assert.equal(TIMEOUT, answer.failed)
    assert.is_true(#answer.body > 0 and #answer.body < 150)
  end)

  it("break compression", function()
    assert.equal(ENCODING, once({ kind = "bad_gzip" }, { curl = "--compressed" }).failed)
    local answer = once({ kind = "truncated_gzip" }, { curl = "--compressed" })
    assert.matches('^{"success":true', answer.body)
    assert.is_nil(answer.json)
    answer = once({ kind = "gzip_bomb", megabytes = 3 }, { headers = { "Accept-Encoding: gzip" } })
    assert.equal("gzip", answer.headers["content-encoding"])
    assert.is_true(#answer.body < 30000)
    answer = once({ kind = "gzip_bomb", megabytes = 3 }, { curl = "--compressed" })
    assert.is_true(#answer.body > 3 * 1024 * 1024)
    assert.same({}, answer.json.results)
  end)

  it("send what is not JSON or of the wrong shape", function()
    assert.equal("", once{ kind = "empty_body" }.body)
    for _, variant in ipairs{ "text", "half", "trailing" } do
      assert.is_nil(once{ kind = "not_json", variant = variant }.json)
    end
    assert.equal("none", once{ kind = "wrong_shape" }.json.results)
    assert.same({}, once{ kind = "wrong_shape", variant = "top_array" }.json)
    assert.is_nil(once{ kind = "wrong_shape", variant = "success_missing" }.json.success)
    local answer = once{ kind = "html_502" }
    assert.equal(502, answer.status)
    assert.matches("<html>", answer.body)
    answer = once{ kind = "envelope_503" }
    assert.equal(503, answer.status)
    assert.equal("generic_internal_error", answer.json.errorInfo.code)
  end)

  it("fail with 200 in every known form", function()
    local json = once{ kind = "success_false", code = "odd" }.json
    assert.equal("odd", json.errors[1])
    assert.equal("odd", json.errorInfo.code)
    json = once{ kind = "success_false", code = "odd", variant = "code_objects" }.json
    assert.equal("odd", json.errors[1].code)
    assert.is_nil(json.errorInfo)
    json = once{ kind = "success_false", variant = "objects" }.json
    assert.equal("cursor", json.errors[1].parameter)
    json = once{ kind = "success_false", code = "odd", variant = "null_error_info" }.json
    assert.equal("odd", json.errors[1])
    assert.equal(client.json.null, json.errorInfo)
  end)

  it("refuse with 429, with and without Retry-After", function()
    assert.equal("2", once{ kind = "rate_429", seconds = 2 }.headers["retry-after"])
    local answer = once{ kind = "no_retry_after_429" }
    assert.equal(429, answer.status)
    assert.is_nil(answer.headers["retry-after"])
  end)

  it("change pages", function()
    fault{ kind = "short_page", skip = 1, match = "user.list", records = 2 }
    local all = call("user.list", { limit = 100 }).json.results
    local first = call("user.list", { limit = 5 }).json
    local short = call("user.list", { limit = 5, cursor = first.nextCursor }).json
    assert.equal(all[1].id, first.results[1].id)
    assert.equal(5, #short.results)
    control("reset", {})
    fault{ kind = "short_page", skip = 1, records = 2 }
    first = call("user.list", { limit = 5 }).json
    short = call("user.list", { limit = 5, cursor = first.nextCursor }).json
    assert.equal(2, #short.results)
    assert.is_true(short.moreDataAvailable)
    local rest = call("user.list", { limit = 100, cursor = short.nextCursor }).json
    assert.equal(#all, 5 + 2 + #rest.results)
  end)

  it("put an empty page after the last one", function()
    fault{ kind = "empty_last_page" }
    local records, pages, last = client.drain("location.list", { limit = 5 })
    control("reset", {})
    local usual, usual_pages = client.drain("location.list", { limit = 5 })
    assert.same(usual, records)
    assert.equal(usual_pages + 1, pages)
    assert.same({}, last.results)
    assert.is_string(last.syncToken)
  end)

  it("lose and repeat cursors", function()
    local json = once{ kind = "missing_cursor" }.json
    assert.is_true(json.moreDataAvailable)
    assert.is_nil(json.nextCursor)
    assert.is_nil(json.syncToken)
    fault{ kind = "repeat_cursor" }
    local first = call("candidate.list", { limit = 5 }).json
    local second = call("candidate.list", { limit = 5, cursor = first.nextCursor }).json
    assert.equal(first.nextCursor, second.nextCursor)
    fault{ kind = "expired_cursor" }
    assert.is_true(call("candidate.list", { limit = 5 }).json.success)
    assert.equal("next_cursor_expired",
      client.code(call("candidate.list", { cursor = first.nextCursor })))
    assert.is_nil(once{ kind = "drop_more" }.json.moreDataAvailable)
  end)

  it("add members and headers, and redirect", function()
    assert.same({ "a warning" }, once{ kind = "extra_members" }.json.warnings)
    assert.is_string(once{ kind = "huge_headers", bytes = 20000 }.headers["x-padding-20"])
    local answer = once{ kind = "redirect", location = "http://elsewhere.example/" }
    assert.equal(307, answer.status)
    assert.equal("http://elsewhere.example/", answer.headers.location)
  end)

  describe("and TLS", function()
    local function at(name, more)
      local https = client.facts.https
      return call("user.list", { limit = 1 }, { url = https[name],
        curl = "--cacert " .. https.ca_file .. " " .. (more or "") })
    end

    it("answers over HTTP/2 and HTTP/1.1", function()
      assert.is_true(at("url", "--http2").json.success)
      assert.is_true(at("localhost_url").json.success)
      assert.is_true(at("http1_url", "--http2").json.success)
      local entries = control("requests")
      assert.equal(2, entries[1].http)
      assert.equal(1.1, entries[3].http)
    end)

    it("has an unknown authority, a wrong host name and an expired certificate", function()
      assert.equal(TLS, call("user.list", {}, { url = client.facts.https.url }).failed)
      assert.equal(TLS, at("wrong_host_url").failed)
      assert.equal(TLS, at("expired_url").failed)
      assert.equal(0, #control("requests"))
    end)

    it("redirects to http and to another host", function()
      assert.matches("^http://127", at("redirect_to_http_url").headers.location)
      assert.matches("^https://localhost", at("redirect_to_host_url").headers.location)
    end)

    it("has faults on HTTP/2 too", function()
      fault{ kind = "cut_body", bytes = 100 }
      assert.not_equal(0, at("url", "--http2").failed)
      fault{ status = 503 }
      assert.equal(503, at("url", "--http2").status)
    end)
  end)
end)
