--- Specs of header: the lines that a request carries, secrets that are hidden in
-- a text, and the values that are read from an answer.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"

local PLAIN = { body = "{}", seconds = 20 }

-- RFC 4648 section 10, and keys of all three lengths modulo 3.
local function base64(text)
  local letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
  return ((text:gsub("..?.?", function(group)
    local a, b, c = group:byte(1, 3)
    local bits = a * 65536 + (b or 0) * 256 + (c or 0)
    local code = ""
    for i = 3, 0, -1 do
      local index = math.floor(bits / 64 ^ i) % 64 + 1
      code = code .. letters:sub(index, index)
    end
    return code:sub(1, #group + 1) .. ("="):rep(3 - #group)
  end)))
end

local function with_session(options, work)
  local session = helper.new_session(options)
  work(session)
  session:close()
end

-- What the server gets as a session's headers. The journal hides the secret,
-- the sandbox's own answer does not.
local function ask(session, path, anonymous)
  local options = { body = "{}", seconds = 5, anonymous = anonymous }
  local transfer = assert(session:request(path, options))
  helper.finish(session, transfer)
  return (assert(transfer:result())), transfer
end

before_each(helper.reset)

describe("a request", function()
  it("carries the key as a user name without a password", function()
    assert.equal("Zm9vOg==", base64 "foo:") -- checks the test's own function
    with_session({ api_key = helper.key }, function(session)
      assert.equal(200, (ask(session, "/job.list")))
    end)
    for _, wrong in ipairs { helper.key .. "x", helper.key:sub(1, -2), "x" } do
      with_session({ api_key = wrong }, function(session)
        assert.equal(403, (ask(session, "/job.list")))
      end)
    end
    assert.matches("^Basic ", helper.requests()[1].headers.authorization)
  end)

  it("carries a token as it is", function()
    local hosted = helper.facts().hosted
    local path = "/api/v1/integrations/connectors/" .. hosted.connector_id .. "/execute"
    local ORDER = '{"entity":"users","action":"list","params":{"limit":1}}'
    for token, status in pairs { [hosted.token] = 200, wrong = 401 } do
      with_session({ token = token, headers = { "Content-Type: application/json" } },
        function(session)
          local transfer = assert(session:request(path, { body = ORDER, seconds = 5 }))
          helper.finish(session, transfer)
          assert.equal(status, (transfer:result()))
        end)
    end
    assert.matches("^Bearer ", helper.requests()[1].headers.authorization)
  end)

  it("without a secret has no such line", function()
    with_session({}, function(session) ask(session, "/job.list") end)
    assert.is_nil(helper.requests()[1].headers.authorization)
  end)

  it("carries further lines, up to eight", function()
    local lines = {}
    for i = 1, 8 do lines[i] = ("X-Line-%d: value %d"):format(i, i) end
    with_session({ headers = lines }, function(session) ask(session, "/job.list") end)
    local seen = helper.requests()[1].headers
    for i = 1, 8 do assert.equal("value " .. i, seen["x-line-" .. i]) end
    assert.equal("spec", seen["user-agent"])
  end)

  it("carries them without the secret, too", function()
    with_session({ api_key = helper.key, headers = { "X-Line: 1" } }, function(session)
      ask(session, "/job.list", true)
      ask(session, "/job.list")
    end)
    local first, second = helper.requests()[1].headers, helper.requests()[2].headers
    assert.is_nil(first.authorization)
    assert.truthy(second.authorization)
    assert.equal("1", first["x-line"])
    assert.equal("1", second["x-line"])
  end)

  it("keeps the lines it was sent with when the session gets others", function()
    helper.fault { match = "job.list", delay_ms = 30 }
    with_session({ headers = { "X-Line: old" }, max_in_flight = 1 }, function(session)
      local running = assert(session:request("/job.list", PLAIN))
      local queued = assert(session:request("/user.list", PLAIN))
      assert.is_true(session:headers { headers = { "X-Line: new" } })
      local later = assert(session:request("/source.list", PLAIN))
      for _, transfer in ipairs { running, queued, later } do helper.finish(session, transfer) end
    end)
    assert.equal("old", helper.requests("job.list")[1].headers["x-line"])
    assert.equal("old", helper.requests("user.list")[1].headers["x-line"])
    assert.equal("new", helper.requests("source.list")[1].headers["x-line"])
  end)

  it("has no line that a control character could break", function()
    for _, options in ipairs { { api_key = "a\r\nX-Evil: 1" }, { token = "a\nb" },
      { api_key = "a\0b" }, { headers = { "X-A: 1\r\nX-Evil: 1" } }, { user_agent = "a\nb" },
      { headers = { "X-A: 1\127" } }, { base_url = "http://127.0.0.1\r\n" } } do
      local message = helper.misuse(helper.new_session, options)
      assert.matches("control character", message)
      assert.is_nil(message:find("Evil", 1, true))
    end
  end)
end)

describe("redact", function()
  -- The text after redact, by a transfer of such a session.
  local function hidden(options, text)
    local result
    with_session(options, function(session)
      result = assert(session:request("/job.list", PLAIN)):redact(text)
    end)
    return result
  end

  local function redacted(key, text) return hidden({ api_key = key }, text) end

  it("puts stars over the key, as given and as base64", function()
    for _, key in ipairs { "key-1234", "key-12345", "key-123456" } do
      local stars = ("*"):rep(#key)
      local coded = base64(key .. ":")
      assert.equal(stars, redacted(key, key))
      assert.equal("a " .. stars .. stars .. " b", redacted(key, "a " .. key .. key .. " b"))
      assert.equal("Basic " .. ("*"):rep(#coded), redacted(key, "Basic " .. coded))
      assert.equal(stars .. "\0" .. stars, redacted(key, key .. "\0" .. key))
    end
  end)

  it("puts stars over a token", function()
    assert.equal("Bearer ********* x", hidden({ token = "tok/en+1=" }, "Bearer tok/en+1= x"))
  end)

  it("puts stars over percent-encoded forms", function()
    local options = { token = "tok/en+1=" }
    assert.equal("?t=***************", hidden(options, "?t=tok%2Fen%2B1%3D"))
    assert.equal("?t=***************", hidden(options, "?t=tok%2fen%2b1%3d"))
  end)

  local WRITTEN = {
    ["percent signs coded in turn"] = "tok%252Fen-+1%25252B",
    ["some characters coded, others not"] = "%74ok/en%2d+%31+",
    ["JSON's escapes"] = [[tok\/en-\u002b1\u002B]],
    ["HTML's references"] = "tok&#x2F;en&#45;&#43;1&#X2b;",
    ["the other base64's digits"] = "tok_en--1-",
    ["another case"] = "TOK/EN-+1+",
    ["line breaks"] = "tok/\r\n  en-+\t1+",
  }

  for how, text in pairs(WRITTEN) do
    it("puts stars over a token with " .. how, function()
      assert.equal("a " .. ("*"):rep(#text) .. " b",
        hidden({ token = "tok/en-+1+" }, "a " .. text .. " b"))
    end)
  end

  it("puts stars over a secret with HTML's names for characters, or as a form has it", function()
    for _, text in ipairs { "p&amp;s&lt;&gt;&quot;&apos;w d", "p%26s%3C%3E%22%27w+d",
      "p&#38;s&lt;&gt;\"&#39;w d" } do
      assert.equal(("*"):rep(#text), hidden({ token = "p&s<>\"'w d" }, text))
    end
  end)

  -- Of one with enough letters and digits they alone are compared.
  local KEY = "k3y/Brightfen+7d41c09a5e"

  local SPLIT = {
    ["in the middle a terminal's colours"] = "k3y/Brigh\27[1;31mtfen\27[0m+7d41c09a5e",
    ["a terminal's colours as JSON"] = [[k3y/Brigh\u001b[31mtfen+7d41c09a5e]],
    ["characters without width"] = "k3y/Bri\226\128\139ghtfen+7d4\239\187\1911c0\194\1739a5e",
    ["control characters"] = "k\0003\1y/Bright\194\155fen+7d41\127c09a5e",
    ["tags"] = "k3y/<b>Bright</b><wbr>fen+7d41<!-- -->c09a5e",
    ["tags as references"] = "k3y/Bright&lt;wbr&gt;fen+7d41c09a5e",
    ["dashes"] = "k3y/-Brig-htfe-n+7d-41c0-9a5e",
    ["dots for a part"] = "k3y/Brightf...en+7d41c09a5e",
    ["JSON's escapes for line ends"] = [[k3y/Brigh\ntfen+7d41\r\nc09a5e]],
    ["any of HTML's names"] = "k3y&sol;Brightfen&plus;7d41c09a5e",
    ["names coded twice"] = "k3y&amp;AMP;sol;Brightfen&amp;#43;7d41c09a5e",
    ["the escapes of C"] = [[k3y\057Brightfen\x2B7d41c09a5e]],
    ["the escapes of JavaScript"] = [[k3y\u{2f}Brightfen\u{00002B}7d41c09a5e]],
    ["HTML's references without an end"] = "k3y&#47Brightfen&#x2B&#55d41c09a5e",
    ["codes within codes"] = "k3y%2526%2523x2f%253BBrightfen%5Cu00257d41c09a5e",
  }

  for how, text in pairs(SPLIT) do
    it("puts stars over a key with " .. how, function()
      assert.equal("a " .. ("*"):rep(#text) .. " b", redacted(KEY, "a " .. text .. " b"))
    end)
  end

  local function hex(text)
    return (text:gsub(".", function(c) return ("%02x"):format(c:byte()) end))
  end

  it("puts stars over a key or token as hex", function()
    for _, text in ipairs { hex(KEY), hex(KEY):upper(), (hex(KEY):gsub("..", "%0:"):sub(1, -2)) } do
      assert.equal(("*"):rep(#text), redacted(KEY, text))
      assert.equal(("*"):rep(#text), hidden({ token = KEY }, text))
    end
  end)

  it("puts stars over a key or token within longer data as base64", function()
    for _, before in ipairs { "", "a", "ab", "Bearer ", "user:" } do
      for _, options in ipairs { { api_key = KEY }, { token = KEY } } do
        local shown = hidden(options, base64(before .. KEY .. ":"))
        assert.equal(#base64(before .. KEY .. ":"), #shown)
        -- what is left says something of the first or last byte at most
        assert.is_true(#shown:gsub("%*", ""):gsub("=", "") <= #before * 4 / 3 + 3, shown)
      end
    end
  end)

  it("puts stars over a part of a secret that says too much", function()
    local options = { token = "0123456789abcdef" }
    assert.equal("is ************… and 012345678…",
      hidden(options, "is 0123456789ab… and 012345678…"))
    assert.equal("************", hidden(options, "%30123456789"))
    assert.equal("…*********** and 789abcdef", hidden(options, "…56789abcdef and 789abcdef"))
    assert.equal("********** and ****************",
      hidden(options, "23456789ab and 0123456789abcdef"))
  end)

  it("leaves words that have a few of its letters, and a short secret's punctuation", function()
    assert.equal("the bright fen, 41d7", redacted(KEY, "the bright fen, 41d7"))
    assert.equal("a------b", hidden({ token = "x-!-y" }, "a------b"))
  end)

  it("leaves what only begins to be coded", function()
    for _, text in ipairs { "%", "%2", "%25", "%252", "\\", "\\u00", "&", "&#", "&#x", "&#x2", "&;",
      "&#99999999999;", "%zz", "\\uzzzz", "&lt;" } do
      assert.equal(text, hidden({ token = "tok/en-+1+" }, text))
    end
  end)

  it("puts stars over a proxy's user and password", function()
    local options = { proxy = "http://user%40x:pass%20word@127.0.0.1:1" }
    for _, text in ipairs { "user%40x", "user@x", "pass%20word", "pass word", "user@x:pass word",
      "user%40x:pass%20word", base64 "user@x:pass word" } do
      assert.equal(("*"):rep(#text), hidden(options, text))
    end
    assert.equal("127.0.0.1", hidden(options, "127.0.0.1"))
  end)

  it("leaves words that have a part of a proxy's user name", function()
    local options = { proxy = "http://recruiting-department:hunter2hunter2@127.0.0.1:1" }
    for text, left in pairs { ["recruiting-depart, hunter2hun"] = "recruiting-depart, **********",
      ["recruiting-department:hunter2hun"] = ("*"):rep(21) .. ":" .. ("*"):rep(10) } do
      assert.equal(left, hidden(options, text))
    end
    for _, same in ipairs { "http://recruiting@127.0.0.1:1", "http://recruiting-1:recruiting-1@h:1",
      "http://recruiting:@127.0.0.1:1" } do -- a key as the user, the user as the password
      assert.equal("**********", hidden({ proxy = same }, "recruiting"), same)
    end
  end)

  it("puts stars over all of a proxy's password where another form begins alike", function()
    local options = { proxy = "http://brightfen:pass%20word%2F1@127.0.0.1:1" }
    for _, text in ipairs { "brightfen:pass word/1", "brightfen%3Apass%20word%2F1",
      base64 "brightfen:pass word/1" } do
      assert.equal(("*"):rep(#text), hidden(options, text))
    end
  end)

  it("puts stars over secrets in a body", function()
    with_session({}, function(session)
      local transfer = assert(session:request("/job.list",
        { body = "{}", seconds = 5, secrets = { "in-the-body", "another one" } }))
      assert.equal("*********** and *********** and *************",
        transfer:redact "in-the-body and another one and another%20one")
    end)
  end)

  it("leaves other text as it is, of any length", function()
    for _, text in ipairs { "", "k", "key-123", "ey-1234", ("x"):rep(100000) } do
      assert.equal(text, redacted("key-1234", text))
    end
  end)

  it("leaves strings that are too short for a key", function()
    assert.equal("is not", redacted("no", "is not"))
  end)

  it("hides the secret it was sent with, even after the session is closed", function()
    local session = helper.new_session { api_key = "first-key" }
    local first = assert(session:request("/job.list", PLAIN))
    session:headers { token = "second-key" }
    local second = assert(session:request("/job.list", PLAIN))
    session:close()
    assert.equal("********* second-key", first:redact "first-key second-key")
    assert.equal("first-key **********", second:redact "first-key second-key")
  end)
end)

describe("a header of an answer", function()
  -- The lines between status line and body, unchanged.
  local function answer(lines, names)
    helper.fault { kind = "raw",
      text = "HTTP/1.1 200 OK\r\n" .. lines .. "Content-Length: 2\r\n\r\n{}" }
    local session = helper.new_session()
    local status, transfer = ask(session, "/job.list")
    assert.equal(200, status)
    local values = {}
    for i, name in ipairs(names) do values[i] = transfer:header(name) or false end
    session:close()
    return values
  end

  it("is found in upper and lower case", function()
    assert.same({ "Value", "Value", "Value" },
      answer("X-Some-Name: Value\r\n", { "X-Some-Name", "x-some-name", "X-SOME-NAME" }))
    assert.same({ "v" }, answer("x-LOWER: v\r\n", { "X-Lower" }))
  end)

  it("has blanks removed at both ends, and only there", function()
    assert.same({ "a  b", "c", "", "d:e" },
      answer("X-A: \t a  b \t \r\nX-B:c\r\nX-C:   \r\nX-D: d:e\r\n",
        { "x-a", "x-b", "x-c", "x-d" }))
  end)

  it("is the last of several", function()
    assert.same({ "3", "4" },
      answer("X-A: 1\r\nX-B: 4\r\nX-A: 2\r\nx-a: 3\r\n", { "X-A", "X-B" }))
  end)

  it("is found by its whole name", function()
    assert.same({ false, false, false, false, "1" },
      answer("X-Name: 1\r\n", { "X-Nam", "X-Name2", "Name", "", "X-Name" }))
  end)

  it("does not include a folded line", function()
    local values = answer("X-A: one\r\n X-B: two\r\n", { "X-A", "X-B", " X-B" })
    assert.matches("^one", values[1])
    assert.is_false(values[2])
  end)

  it("may end with a line feed alone", function()
    assert.same({ "1", "2" }, answer("X-A: 1\nX-B: 2\n", { "X-A", "X-B" }))
  end)

  it("is that of the last answer, not of an earlier one", function()
    helper.fault { kind = "raw", text = "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n"
      .. "HTTP/1.1 200 OK\r\nX-Late: 2\r\nContent-Length: 2\r\n\r\n{}" }
    with_session({}, function(session)
      local status, transfer = ask(session, "/job.list")
      assert.equal(200, status)
      assert.is_nil(transfer:header "X-Early")
      assert.equal("2", transfer:header "X-Late")
    end)
  end)

  it("is there when the body breaks off, and is nil when nothing came", function()
    with_session({}, function(session)
      helper.fault { kind = "raw",
        text = "HTTP/1.1 200 OK\r\nX-A: 1\r\nContent-Length: 9\r\n\r\n{}" }
      local cut = helper.finish(session, session:request("/job.list", PLAIN))
      assert.equal("cut_off", select(2, cut:result()))
      assert.equal("1", cut:header "x-a")
      helper.fault { kind = "close" }
      local closed = helper.finish(session, session:request("/job.list", PLAIN))
      assert.is_nil(closed:header "x-a")
      closed:close()
      assert.is_nil(closed:header "x-a")
    end)
  end)

  it("needs a name that is a string", function()
    with_session({}, function(session)
      local transfer = assert(session:request("/_sandbox/health", { seconds = 5 }))
      helper.misuse(transfer.header, transfer)
      helper.misuse(transfer.header, transfer, {})
    end)
  end)

  it("is of a transfer and a session that print without the secret", function()
    with_session({ api_key = "very-secret" }, function(session)
      assert.is_nil(tostring(session):find("secret", 1, true))
      local transfer = session:request("/_sandbox/health", { seconds = 5 })
      assert.is_nil(tostring(transfer):find("secret", 1, true))
      local status, code, message = session:request("no slash", PLAIN)
      assert.is_nil(status)
      assert.equal(core.statuses()[code], message)
    end)
  end)
end)
