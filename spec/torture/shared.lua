--- shared: what the files of tasks share: the list, checks, a document, a client.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local core = require "ashby.core"
local errors = require "ashby.errors"

local shared = { tasks = {}, KEY = os.getenv "ASHBY_API_KEY", URL = os.getenv "ASHBY_BASE_URL" }

--- Adds a task; thin: of so many of its allocations one is failed.
function shared.task(name, fn, thin)
  shared.tasks[#shared.tasks + 1] = { name, fn, thin }
end

function shared.expect(condition)
  if not condition then error("a wrong result", 2) end
end

--- What a failed call returns is an error object, or a name from the core.
function shared.failed(err)
  shared.expect(errors.is(err) or type(err) == "string")
  return nil, tostring(err)
end

shared.TEXT = [[{"success":true,"results":[
  {"id":"a","n":1,"f":0.5,"t":true,"x":null,"s":"\u00e9\n","l":[1,null,{"m":2}]},
  {"id":"b","n":-7,"o":{"p":{"q":["r"]}}}]}]]

--- A document of TEXT at its results, or nil and a name.
function shared.document(options)
  local it, code = core.document(shared.TEXT, options)
  if not it then return nil, code end
  shared.expect(it:open "results" == 2)
  return it
end

--- A client on the sandbox, or nil, err.
function shared.client(options)
  local all = { api_key = shared.KEY, base_url = shared.URL, retries = 0, timeout = 20,
    deadline = 20 }
  for name, value in pairs(options or {}) do all[name] = value end
  return ashby.new(all)
end

return shared
