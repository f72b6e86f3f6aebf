--- sandbox: what the specs ask of the sandbox beside the API: faults, what reached
-- it, its own records. See sandbox/README.md.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local here = require "spec.helper.here"
local sessions = require "spec.helper.sessions"
local shell = require "tools.shell"

local sandbox = {}

-- The control connection is not part of any test.
local line = sessions.line()

--- A control call to the sandbox; see sandbox/README.md.
function sandbox.control(verb, path, body)
  local status, text, message = line(verb, "/_sandbox/" .. path, body and cjson.encode(body))
  assert(status == 200, ("control %s: %s %s"):format(path, text, message or ""))
  return cjson.decode(text)
end

function sandbox.reset() sandbox.control("POST", "reset", {}) end

--- Asks for a fault, or several: { match =, skip =, times =, kind =, ... }.
function sandbox.fault(fault) sandbox.control("POST", "faults", fault) end

--- What reached the sandbox since the reset, oldest first.
function sandbox.requests(method)
  return sandbox.control("GET", "requests" .. (method and "?method=" .. method or ""))
end

--- How many requests reached the sandbox since the reset.
function sandbox.count() return sandbox.control("GET", "requests?count=1").count end

--- The sandbox's own records of an entity; all: also the hidden ones.
function sandbox.data(entity, all)
  return sandbox.control("GET", "data?entity=" .. entity .. (all and "&all=1" or ""))
end

--- Their ids, in order.
function sandbox.ids(entity, all)
  return sandbox.control("GET", "data?ids=1&entity=" .. entity .. (all and "&all=1" or ""))
end

--- What the sandbox says about itself: ids and secrets of its hosted side.
function sandbox.facts()
  return cjson.decode(shell.read(here.dir .. "/sandbox.json"))
end

--- The vendor's facts, as the tree keeps them.
function sandbox.endpoints()
  return cjson.decode(shell.read(here.root .. "/sandbox/endpoints.json"))
end

return sandbox
