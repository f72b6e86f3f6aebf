--- client: what ashby.new makes: closures over one context.
--
-- SPDX-License-Identifier: MIT

local by_name = require "ashby.by_name"
local catalogue = require "ashby.catalogue"
local new_context = require "ashby.context".new
local entity = require "ashby.entity"
local errors = require "ashby.errors"
local misuse = require "ashby.misuse"
local names = require "ashby.names"
local options = require "ashby.options"
local raw = require "ashby.raw"

local client = {}

-- The context of each client in use, for modules that build on a client.
local contexts = setmetatable({}, { __mode = "k" })

local function client_calls(self, context)
  local calls = by_name.calls(self)
  for name, fn in pairs(raw.calls(context)) do calls[name] = fn end

  function calls.gather(functions, own)
    return require "ashby.gather".run(context, functions, own)
  end

  function calls.check()
    return require "ashby.check".run(context)
  end

  function calls.sync(given)
    return require "ashby.sync".new(self, context, given)
  end

  function calls.tick()
    local tick = context.host.tick
    if tick and context.session then tick(context.session) end
  end

  function calls.close()
    context.closed = true
    if context.service.close then context.service.close() end
    if context.session then context.session:close() end
  end

  return calls
end

--- Puts all members of a client into the table self.
function client.fill(self, path, context)
  contexts[self] = context
  for _, name in ipairs(catalogue.names) do
    local row, where = catalogue.entities[name], path .. "." .. name
    if not rawget(self, name) then self[name] = names.seal({}, where) end
    misuse.hang_all(self[name], where, names.entity(row.get), entity.calls(context, row))
  end
  misuse.hang_all(self, path, names.client, client_calls(self, context))
  return self
end

--- The context of a client, or nil for anything else.
function client.context_of(self) return contexts[self] end

--- A new client: see docs/usage.md for the options. A missing key is not
-- misuse: it gives nil, err.
function client.new(given)
  local context = new_context(options.check(given))
  local session, facts = context.open()
  if not session then
    facts.attempts = 0
    return nil, errors.new(facts)
  end
  local self = client.fill({}, "client", context)
  return names.seal(self, "client", {
    __name = "ashby.client",
    __tostring = function() return "ashby.client" end,
    __close = function() self.close() end,
  })
end

--- The context of the default client: everything from the environment.
function client.default_context()
  return new_context(options.check {})
end

return client
