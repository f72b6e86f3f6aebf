--- Specs of reply: how an answer is read. The transfers are made up; the same over
-- HTTP is in spec/service/ and spec/whole/faults_spec.lua.
--
-- SPDX-License-Identifier: MIT

local reply = require "ashby.exchange.reply"

local learned

local context = {
  rate = { learn = function(_, left, reset_in) learned = { left, reset_in } end },
}

local function said_so() return { code = "said_so", message = "the service's words" } end

local service = {
  read = function(document) return document.good, document.facts end,
  failure = said_so,
}

-- A transfer with an outcome. answer: status or failed, headers, text, document.
local function transfer_of(answer)
  local transfer = {}
  function transfer:result()
    if answer.failed then
      return nil, answer.failed, "words of libcurl", answer.proxy_status
    end
    return answer.status
  end
  function transfer:header(name) return (answer.headers or {})[name] end
  function transfer:text(most) return (answer.text or ""):sub(1, most) end
  function transfer:document()
    if answer.document then return answer.document end
    return nil, "json_syntax", "unexpected byte", answer.offset or 0
  end
  function transfer:redact(said) return (said:gsub("SECRET", "***")) end
  return transfer
end

local function read(answer, request)
  return reply.read(context, service, request or {}, transfer_of(answer))
end

describe("a reply", function()
  it("without an answer is libcurl's failure", function()
    local answer, facts = read { failed = "connect" }
    assert.is_nil(answer)
    assert.same({ code = "connect", message = "words of libcurl" }, facts)
  end)

  it("that is good goes to the service, with its document and request id", function()
    local document = { good = { count = 3 } }
    local answer = read { status = 200, document = document,
      headers = { ["x-ashby-request-id"] = "abc SECRET" } }
    assert.same({ count = 3, document = document, request_id = "abc ***" }, answer)
  end)

  it("that the service reads as a failure has the facts of the headers", function()
    local _, facts = read { status = 200, headers = { ["retry-after"] = "7" },
      document = { facts = { code = "x" } } }
    assert.equal(200, facts.status)
    assert.equal(7, facts.retry_after)
  end)

  it("with an error status is what the service reads from it", function()
    local _, facts = read { status = 503, document = {} }
    assert.equal("said_so", facts.code)
    assert.equal(503, facts.status)
  end)

  it("that redirects says where to", function()
    local _, facts = read { status = 301, headers = { location = "https://elsewhere" } }
    assert.equal("redirect", facts.code)
    assert.matches("https://elsewhere; nothing was sent there", facts.message)
  end)

  it("with a status that is neither success nor error says so", function()
    for _, status in ipairs { 101, 102, 304, 300, 305, 511 } do
      local answer, facts = read { status = status, document = { good = { count = 1 } } }
      assert.is_nil(answer)
      assert.equal("unexpected_status", facts.code)
      assert.equal(status, facts.status)
      assert.equal(("HTTP status %d is not an answer to this request"):format(status),
        facts.message)
    end
    local _, facts = read { status = 307, headers = { location = "" } }
    assert.equal("unexpected_status", facts.code)
  end)

  it("of a proxy that refuses is reported as such", function()
    local ROWS = { { 407, "proxy_auth" }, { 403, "proxy_refused" }, { 405, "proxy_refused" },
      { 502, "receive" } }
    for _, row in ipairs(ROWS) do
      local _, facts = read { failed = "receive", proxy_status = row[1] }
      assert.equal(row[2], facts.code)
      assert.is_nil(facts.status)
    end
    assert.equal("proxy_auth", select(2, read { status = 407 }).code)
    assert.equal("said_so", select(2, read { status = 403, document = {} }).code)
    context.is_proxied = true
    assert.equal("proxy_refused", select(2, read { status = 403, text = "no" }).code)
    assert.equal("said_so", select(2, read { status = 403, document = {} }).code)
    assert.is_nil(select(2, read { status = 403, text = "no",
      headers = { ["x-ashby-request-id"] = "1" } }).code)
    context.is_proxied = nil
  end)

  it("in another encoding is quoted as UTF-8, cut between two characters", function()
    local function quoted(text, content_type)
      return select(2, read { status = 502, text = text,
        headers = { ["content-type"] = content_type } }).message
    end
    assert.equal("Zugriff f\195\188r SECRETS", quoted("<b>Zugriff f\252r</b> SECRETS",
      "text/html; charset=ISO-8859-1"):gsub("%*%*%*", "SECRET"))
    assert.equal("no", quoted("\255\254<\0p\0>\0n\0o\0", "text/html"))
    assert.equal("*** no", quoted("\254\255\0S\0E\0C\0R\0E\0T\0 \0n\0o"))
    assert.equal("\239\191\189\239\191\189", quoted("\222\222", "text/html; charset=koi8-r"))
    assert.equal("f\195\188r", quoted("f\252r", "text/html"))
    assert.equal(("\195\188"):rep(199) .. "\226\128\166", quoted(("\195\188"):rep(3000)))
    assert.equal(("\226\130\172"):rep(199) .. "\226\128\166", quoted(("\226\130\172"):rep(3000)))
  end)

  it("has no half of a secret where a long text is cut", function()
    for _, before in ipairs { 1990, 3997 } do
      local text = (" "):rep(before) .. "SECRET" .. (" "):rep(3000)
      service.failure = function() return { code = text, message = text, request_id = text } end
      local _, facts = read { status = 500, document = {} }
      for _, name in ipairs { "code", "message", "request_id" } do
        assert.is_nil(facts[name]:find "S", name)
      end
      _, facts = read { status = 500, text = text }
      assert.is_nil(facts.message:find "S[EC]")
    end
    service.failure = said_so
  end)

  it("has an id of one line", function()
    local answer = read { status = 200, document = { good = {} },
      headers = { ["x-ashby-request-id"] = "a\27[2Jb\255" .. ("x"):rep(500) } }
    assert.matches("^a %[2Jb\239\191\189x+\226\128\166$", answer.request_id)
    assert.is_true(#answer.request_id < 110)
  end)

  it("that is not JSON is quoted without tags and secrets", function()
    local text = "<html><!-- a > b --><STYLE>b{}</STYLE><script>x()</script><h1>SECRET\nis broken"
    local _, facts = read { status = 502, text = text }
    assert.equal("*** is broken", facts.message)
    _, facts = read { status = 200, text = text }
    assert.equal("the answer is not JSON (unexpected byte at byte 0): *** is broken", facts.message)
  end)

  it("that begins as JSON is not quoted, nor one that may contain a new secret", function()
    local _, facts = read { status = 200, text = '{"name":"Ada', offset = 12 }
    assert.equal("the answer is not JSON (unexpected byte at byte 12)", facts.message)
    assert.equal(12, facts.offset)
    _, facts = read({ status = 200, text = "token" }, { is_secret = true })
    assert.equal("the answer is not JSON (unexpected byte at byte 0)", facts.message)
  end)

  it("without any text has its status as message", function()
    local _, facts = read { status = 500 }
    assert.equal("HTTP status 500", facts.message)
  end)

  it("reports to the pacer what is left", function()
    read { status = 200, document = { good = {} }, headers = { ["x-ratelimit-remaining"] = "5",
      ["x-ratelimit-reset"] = tostring(os.time() + 30) } }
    assert.equal(5, learned[1])
    assert.is_true(learned[2] > 25 and learned[2] <= 30)
  end)
end)
