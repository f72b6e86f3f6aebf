--- face: the calls of a client on a store: the same names, parameters and
-- records; what only the service can do is misuse that says so.
--
-- SPDX-License-Identifier: MIT

local by_name = require "ashby.by_name"
local catalogue = require "ashby.catalogue"
local gather = require "ashby.gather"
local get = require "ashby.store.get"
local lists = require "ashby.store.lists"
local misuse = require "ashby.misuse"
local names = require "ashby.names"

local face = {}

-- Loaded at the first search.
local function search_calls(self, row, guard)
  return { search = function(given)
    return require "ashby.store.search".run(self, row.name, given, guard)
  end }
end

local REMOTE = { call = "a vendor's method needs the service: use a client",
  call_pages = "a vendor's method needs the service: use a client",
  check = "there is no key to check: use a client",
  sync = "a sync needs the service: use a client, or store.pull, which pulls what changed" }

local function whole_calls(public)
  local calls = by_name.calls(public)

  function calls.gather(functions, own)
    return gather.run({ host = require "ashby.wait".choose() }, functions, own)
  end

  for name, what in pairs(REMOTE) do
    calls[name] = function()
      misuse.raise("store.%s: %s", name, what)
    end
  end

  return calls
end

--- Puts the client's calls into a store. guard(fn) calls fn with the store
-- before its arguments, or returns an error where the store cannot be used.
function face.fill(public, self, guard)
  self.decode = {}
  for _, name in ipairs(catalogue.names) do
    local row = catalogue.entities[name]
    public[name] = names.seal({}, "store." .. name)
    for _, calls in ipairs { lists.calls(self, row.list, guard), get.calls(self, row, guard),
      search_calls(self, row, guard) } do
      for action, fn in pairs(calls) do
        misuse.hang(public[name], "store." .. name, action, fn)
      end
    end
  end
  for name, fn in pairs(whole_calls(public)) do misuse.hang(public, "store", name, fn) end
end

return face
