--- Specs of libcurl: what the library in use has to be, whatever headers the
-- core was built with.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"

-- A sanitizer's library has to be the first one that is preloaded.
local old_libcurl = helper.slow ~= "asan" and require "spec.fixtures.old_libcurl"

local function under(version, script, without)
  return helper.script(script, old_libcurl(version, without))
end

local LOAD = "print(pcall(require, 'ashby'))"

describe("the libcurl in use", function()
  it("is named as it names itself", function()
    assert.matches("^%d+%.%d+%.%d+", core.curl_version())
  end)

  if not old_libcurl then return end

  for _, version in ipairs { "7.61.1", "7.29.0" } do
    it("is refused when it is " .. version, function()
      local status, said = under(version, LOAD)
      assert.equal(0, status)
      assert.equal(("false\tashby: libcurl %s is too old: install 7.62.0 or newer, with TLS\n")
        :format(version), said)
    end)
  end

  it("is refused without TLS", function()
    local status, said = under("7.88.1", LOAD, 4)
    assert.equal(0, status)
    assert.matches("^false\tashby: libcurl 7%.88%.1 was built without TLS: install 7%.62%.0", said)
  end)
end)
