--- unasked: what arrives on a kept connection between two requests is not taken
-- for an answer.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"

local https = helper.facts().https

local function answer(status, body)
  return ("HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"):format(
    status, #body, body)
end

local UNASKED = {
  ["a second answer"] = answer("200 OK", [[{"success":true,"results":[{"id":"another's"}]}]]),
  ["a farewell"] = answer("408 Request Timeout", ""),
  ["noise"] = ("noise "):rep(20000),
}

-- A few hundredths of a second: the bytes were already sent.
local function pause()
  local stop = core.clock() + (helper.slow and 0.2 or 0.04)
  while core.clock() < stop do end
end

for name, url in pairs { ["HTTP/1.1"] = helper.url, TLS = https.http1_url } do
  describe("on a kept connection over " .. name, function()
    local client

    before_each(function()
      helper.reset()
      client = helper.client { base_url = url, ca_file = https.ca_file, retries = 0 }
    end)
    after_each(function() client.close() end)

    for what, text in pairs(UNASKED) do
      it(what .. " that nobody asked for is not read", function()
        local ids = helper.ids "users"
        helper.fault { match = "job.list", kind = "unasked", text = text, seconds = 0.01 }
        assert(client.jobs.list { limit = 1 })
        pause()
        for _ = 1, 2 do
          local records = assert(client.users.list { limit = 3 }).records
          assert.same({ ids[1], ids[2], ids[3] }, helper.pluck(records))
        end
        local requests = helper.requests "user.list"
        assert.equal(2, #requests)
        assert.equal(requests[1].connection, requests[2].connection)
      end)
    end

    it("without waiting bytes the connection stays in use", function()
      for _ = 1, 3 do assert(client.jobs.list { limit = 1 }) end
      local connections = {}
      for _, request in ipairs(helper.requests()) do connections[request.connection] = true end
      assert.is_nil(next(connections, (next(connections))))
    end)
  end)
end
