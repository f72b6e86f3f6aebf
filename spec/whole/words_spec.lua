--- Specs of a server's text: wherever it puts it, errors, log events and pages
-- have it as one line of valid UTF-8, and not long.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local core = require "ashby.core"
local helper = require "spec.helper"
local line = require "ashby.text.line"

-- Line breaks, terminal escapes, NUL, C1, a change of direction, half a character.
local EVIL = "evil\r\n\27[2J\27]0;x\7\0\194\155\226\128\174\226\129\166 words\226\128\168end"
local IN_HEADER = "evil\27[2J\7\194\155\226\128\174 words\255\195"

local function is_clean(text, most)
  if text:find "[%z\1-\31\127]" or text:find "\194[\128-\159]" or text:find "\226\128[\168-\174]"
    or text:find "\226\129[\166-\169]" then return false end
  local _, count = text:gsub("[%z\1-\127\194-\244][\128-\191]*", "")
  return count <= most and core.document(cjson.encode(text)) ~= nil
end

-- All the text in an error, an event or the meta of a page.
local function check(value, where)
  for name, said in pairs(value) do
    if type(said) == "string" then
      assert.is_true(is_clean(said, line.MOST), ("%s.%s: %q"):format(where, name, said:sub(1, 600)))
    end
  end
end

local function raw(head, body)
  return { kind = "raw", text = ("HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s"):format(head, #body,
    body) }
end

local function envelope(text)
  return cjson.encode { success = false, errors = { text }, message = text,
    errorInfo = { code = text, message = text, requestId = text } }
end

local ANSWERS = {
  ["an envelope"] = raw("200 OK", envelope(EVIL)),
  ["a long envelope"] = raw("200 OK", envelope((EVIL .. "\195\188"):rep(20000))),
  ["a status with an envelope"] = raw("400 No\r\nx-ashby-request-id: " .. IN_HEADER,
    envelope(EVIL)),
  ["errors as a sentence"] = raw("422 No", cjson.encode { success = false, errors = EVIL }),
  ["errors as an object"] = raw("200 OK", cjson.encode { success = false,
    errors = { [EVIL] = { EVIL } } }),
  ["a page"] = raw("502 No\r\nx-ashby-request-id: " .. IN_HEADER, "<p>" .. EVIL .. "\255\195</p>"),
  ["a page in Latin-1"] = raw("503 No\r\nContent-Type: text/html; charset=iso-8859-1",
    ("f\252r \155"):rep(900)),
  ["a page in UTF-16"] = raw("500 No", "\255\254" .. ("e\0\27\0\46\32\0\216"):rep(900)),
  ["a page that is cut inside a character"] = raw("500 No", ("\226\130\172"):rep(5000)),
  ["no JSON"] = raw("200 OK\r\nx-ashby-request-id: " .. IN_HEADER, EVIL),
  ["a redirect"] = raw("302 Found\r\nLocation: https://x.example/" .. IN_HEADER:rep(300), ""),
  ["a status with its own reason phrase"] = raw("418 \27[2J\255", ""),
}

describe("the text of a server", function()
  for _, place in ipairs { "direct", "hosted" } do
    for name, fault in pairs(ANSWERS) do
      it(("is one line: %s, %s"):format(place, name), function()
        helper.reset()
        local events = {}
        local options = { retries = 0, log = function(event) events[#events + 1] = event end }
        local client = place == "direct" and helper.client(options) or helper.hosted(nil, options)
        helper.fault(fault)
        local page, err = client.users.list { limit = 2 }
        client.close()
        assert.is_nil(page)
        check(err, "err")
        assert.is_true(is_clean(tostring(err), 2 * line.MOST), tostring(err))
        assert.is_true(#events >= 2)
        for i, event in ipairs(events) do check(event, "event " .. i) end
      end)
    end
  end

  it("is one line in what a good answer has", function()
    helper.reset()
    local events = {}
    local client = helper.client { log = function(event) events[#events + 1] = event end }
    helper.fault(raw("200 OK\r\nx-ashby-request-id: " .. IN_HEADER,
      '{"success":true,"results":[],"moreDataAvailable":false}'))
    local page = assert(client.users.list())
    client.close()
    assert.matches("^evil", page.meta.request_id)
    check(page.meta, "meta")
    for i, event in ipairs(events) do check(event, "event " .. i) end
  end)
end)
