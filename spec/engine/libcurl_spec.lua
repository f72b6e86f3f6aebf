--- Specs of libcurl: the requirements on the library in use, whatever headers
-- the core was built with.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"

-- A sanitizer's library has to be preloaded before all others.
local old_libcurl = helper.slow ~= "asan" and require "spec.fixtures.old_libcurl"

local function under(version, script, further)
  return helper.script(script, old_libcurl(version, further))
end

local LOAD = "print(pcall(require, 'ashby'))"

local LIST = [[
  local ashby = require "ashby"
  local count = 0
  for _ in ashby.jobs.each() do count = count + 1 end
  print(count, ashby.call "apiKey.info" ~= nil)
]]

describe("the libcurl in use", function()
  it("is named by its own version", function()
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
    local status, said = under("7.88.1", LOAD, "OLD_LIBCURL_FEATURES=4")
    assert.equal(0, status)
    assert.matches("^false\tashby: libcurl 7%.88%.1 was built without TLS: install 7%.62%.0", said)
  end)

  for _, version in ipairs { "7.62.0", "7.81.0", "7.85.0" } do
    it("does the work when it is " .. version .. ", which has fewer options", function()
      helper.reset()
      local status, said = under(version, LIST)
      assert.equal(0, status, said)
      assert.equal(("%d\ttrue\n"):format(#helper.ids "jobs"), said)
    end)
  end

  it("is named in the error when it lacks an option that is needed", function()
    helper.reset()
    local status, said = under("7.81.0", "print(require 'ashby'.jobs.list())",
      "OLD_LIBCURL_OPTION=e0")
    assert.equal(0, status, said)
    assert.matches("job.list: the libcurl in use lacks an option that is needed", said, 1, true)
    assert.matches("(invalid, unsupported); install a libcurl", said, 1, true)
    assert.equal(0, helper.count())
  end)

  it("raises no SIGPIPE in the host, in a call or in close", function()
    local https = helper.facts().https
    for _, url in ipairs { https.url, https.http1_url, helper.url } do
      helper.reset()
      local status, said = under("7.81.0", ([[
        local client = require "ashby".new { base_url = "%s", ca_file = "%s", retries = 0 }
        assert(client.jobs.list())
        local cut = os.getenv "OLD_LIBCURL_CUT"
        assert(io.open(cut, "w")):close()
        print(client.jobs.list())
        client.close()
        os.remove(cut)
        client = require "ashby".new { base_url = "%s", ca_file = "%s", retries = 0 }
        assert(client.jobs.list())
        assert(io.open(cut, "w")):close()
        client.close()
        os.remove(cut)
        print "alive"
      ]]):format(url, https.ca_file, url, https.ca_file))
      os.remove(helper.dir .. "/cut")
      assert.equal(0, status, said)
      assert.matches("^nil\tashby: job.list", said)
      assert.matches("alive\n$", said)
    end
  end)
end)
