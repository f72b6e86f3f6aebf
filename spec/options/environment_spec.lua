--- Specs of environment: the variables of the default client, as people set them.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"

-- The output of a program that lists three users with the default client.
local function list(settings)
  local _, said = helper.script([[
    local ok, page, err = pcall(require "ashby".users.list, { limit = 3 })
    print(ok, ok and page and #page.records or err or page)]], settings)
  return said
end

local function quoted(text) return "\"$(printf '" .. text .. "')\"" end

describe("a variable", function()
  before_each(helper.reset)

  it("is used without the blanks around it", function()
    local said = list(("ASHBY_API_KEY=%s ASHBY_BASE_URL=%s"):format(
      quoted(" " .. helper.key .. "\\r\\n x"):gsub(" x", ""), quoted("\\t" .. helper.url .. " ")))
    assert.matches("^true\t3", said)
  end)

  it("that is empty counts as not set", function()
    for _, empty in ipairs { "", "' '", quoted "\\r" } do
      assert.matches("no API key",
        list(("ASHBY_API_KEY=%s ASHBY_BASE_URL=%s"):format(empty, helper.url)), 1, true)
    end
    local _, said = helper.script([[
      local choose = require "ashby.options.address".choose
      print(pcall(choose, {}, "https://default"))]], "ASHBY_BASE_URL=''")
    assert.matches("true\thttps://default", said, 1, true)
  end)

  it("with a line break inside is named, and not shown", function()
    local said = list(("ASHBY_API_KEY=%s ASHBY_BASE_URL=%s"):format(quoted "secret\\nX: y",
      helper.url))
    assert.matches("^false", said)
    assert.matches("bad environment variable ASHBY_API_KEY: it has a line break", said, 1, true)
    assert.is_nil(said:find("secret", 1, true))
    said = list(("ASHBY_API_KEY=k ASHBY_BASE_URL=%s"):format(quoted "https://x\\ny"))
    assert.matches("bad environment variable ASHBY_BASE_URL: it has a line break", said, 1, true)
    assert.equal(0, helper.count())
  end)

  it("that is not an address is named", function()
    assert.matches("bad environment variable ASHBY_BASE_URL: an address that begins",
      list "ASHBY_API_KEY=k ASHBY_BASE_URL=nonsense", 1, true)
  end)
end)
