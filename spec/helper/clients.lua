--- clients: makes clients of the module for the sandbox and for its hosted side.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local here = require "spec.helper.here"
local sandbox = require "spec.helper.sandbox"

local clients = {}

--- A client for the sandbox.
function clients.client(options)
  local all = { api_key = here.key, base_url = here.url }
  for name, value in pairs(options or {}) do all[name] = value end
  return assert(require "ashby".new(all))
end

--- A client for the sandbox's hosted side. given: the option hosted, with the
-- connector and a lasting token in it unless it says otherwise (false: without).
function clients.hosted(given, options)
  local facts = sandbox.facts().hosted
  local hosted = { connector_id = facts.connector_id, token = facts.token }
  for name, value in pairs(given or {}) do hosted[name] = value or nil end
  local all = { hosted = hosted, base_url = here.url }
  for name, value in pairs(options or {}) do all[name] = value end
  return assert(require "ashby".new(all))
end

--- A module whose waits without a transfer take no time: the clock is moved
-- instead. Returns { client = makes one, slept = by how many seconds it was moved }.
function clients.jumping()
  local real, jumped = core.clock, 0
  local time = {}
  core.clock = function() return real() + jumped end
  for name in pairs(package.loaded) do
    if name:find "^ashby" and name ~= "ashby.core" then package.loaded[name] = nil end
  end
  local module = require "ashby"
  module.entities() -- loads all of it
  core.clock = real

  local function wait(session, seconds)
    if session:count() > 0 then
      session:poll(math.min(seconds, 0.25))
    else
      jumped = jumped + seconds
    end
  end

  function time.client(options)
    local all = { api_key = here.key, base_url = here.url, wait = wait }
    for name, value in pairs(options or {}) do all[name] = value end
    return assert(module.new(all))
  end

  function time.slept() return jumped end

  return time
end

return clients
