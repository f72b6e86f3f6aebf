--- The contract of the waits: the same cases with every one. Those for nginx run
-- inside nginx, whatever interpreter runs this file.
--
-- SPDX-License-Identifier: MIT

local cases = require "spec.wait.cases"
local helper = require "spec.helper"
local hosts = require "spec.wait.hosts"
local nginx = require "spec.wait.nginx"

for _, host in ipairs(hosts) do
  if not host.here or host.here() then
    describe("wait: " .. host.name, function()
      before_each(helper.reset)
      for _, case in ipairs(cases) do
        local name, body = case[1], case[2]
        it(name, function() host.run(body) end)
      end
    end)
  end
end

describe("wait: resty, inside nginx,", function()
  local server

  setup(function()
    server = nginx.start { locations = [[
      location /case {
        content_by_lua_block { require("spec.wait.inside").case() }
      }
    ]] }
  end)
  teardown(function() server.stop() end)
  before_each(helper.reset)

  for i, case in ipairs(cases) do
    it(case[1], function() assert.equal("ok", server.get("/case?n=" .. i)) end)
  end
end)
