--- worlds: makes what the tasks on the core's objects begin with.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local core = require "ashby.core"

local KEY, URL = os.getenv "ASHBY_API_KEY", os.getenv "ASHBY_BASE_URL"

local worlds = {}

--- A session on the sandbox, and its options.
function worlds.session(changes)
  local options = { base_url = URL, user_agent = "collector", connect_timeout = 5,
    max_body = 2 ^ 20, max_in_flight = 4, api_key = KEY,
    headers = { "Content-Type: application/json" } }
  for name, value in pairs(changes or {}) do options[name] = value end
  return assert(core.session(options)), options
end

--- Steps until the transfer is finished, and returns it.
function worlds.finish(it, transfer)
  while not transfer:finished() do
    it:poll(it:due() or 1)
    it:step()
  end
  return transfer
end

--- A transfer that has its answer.
function worlds.answered(path)
  local it = worlds.session()
  local w = { session = it }
  w.transfer = worlds.finish(it, assert(it:request(path or "/department.list",
    { body = '{"limit":2}', seconds = 20 })))
  w.type = w.transfer:header "content-type"
  w.text = w.transfer:text(1e6)
  return w
end

--- A transfer with only the beginning of its answer; the rest soon follows.
function worlds.half_answered()
  local it = worlds.session()
  local w = { session = it }
  worlds.finish(it, assert(it:request("/_sandbox/faults", { seconds = 20,
    body = '{"kind":"slow","match":"candidate.list","bytes_per_second":2000000}' })))
  w.transfer = assert(it:request("/candidate.list", { body = '{"limit":100}', seconds = 20 }))
  while #w.transfer:text(1e6) == 0 and not w.transfer:finished() do
    it:poll(1)
    it:step()
  end
  w.type = w.transfer:header "content-type"
  w.text = w.transfer:text(1e6)
  return w
end

--- make, with options for a document added to what it makes.
function worlds.with_options(make)
  return function()
    local w = make()
    w.options = { null = cjson.null, projection = core.projection { "id", "name" },
      array = { __name = "array" } }
    return w
  end
end

--- Acts on those options.
function worlds.swap_options(w)
  w.options.projection = core.projection { "isArchived" }
  w.options.null, w.options.array, w.options.raw = nil, nil, nil
  collectgarbage()
end

function worlds.clear_options(w)
  for name in pairs(w.options) do w.options[name] = nil end
  collectgarbage()
end

return worlds
