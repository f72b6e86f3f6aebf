--- ashby: the data of the Ashby recruiting system in Lua.
--
--   local ashby = require "ashby"                 -- key from ASHBY_API_KEY
--   for job in ashby.jobs.each{ status = "Open" } do print(job.title) end
--
-- The module is itself a client, the default one, which opens at its first
-- call; ashby.new makes more. Everything is a closure, called with a dot.
--
-- SPDX-License-Identifier: MIT

local names = require "ashby.names"
local native = require "ashby.native"

local cjson = native "cjson"
local core = native "ashby.core"

require "ashby.place".keep()

local ashby = {
  null = cjson.null,
  webhook = {},
  _VERSION = require "ashby.version",
}

local own = {}

function own.store(path, options)
  return require "ashby.store".open(path, options, ashby)
end

function own.inspect(value)
  return require "ashby.inspect".text(value)
end

function own.time(text)
  return require "ashby.time".of(text)
end

-- The rest of the module is loaded at the first call. Until then every public
-- function is a stub, which loads it and then calls the function that has taken
-- the stub's place.
local function load_all()
  local client = require "ashby.client"
  client.fill(ashby, "ashby", client.default_context())
  own.new = client.new
  names.hang(ashby, "ashby", names.module, own)
  names.hang(ashby.webhook, "ashby.webhook", names.webhook, require "ashby.webhook")
end

local function stub(owner, name)
  local function load(...)
    if owner[name] == load then load_all() end
    return owner[name](...)
  end
  owner[name] = load
end

local function stubs(owner, list)
  for _, name in ipairs(list) do stub(owner, name) end
end

for name, entity in pairs(core) do
  if type(entity) == "table" then
    ashby[name] = {}
    stubs(ashby[name], names.entity(entity.get))
    names.seal(ashby[name], "ashby." .. name)
  end
end
stubs(ashby, names.module)
stubs(ashby, names.client)
stubs(ashby.webhook, names.webhook)
names.seal(ashby.webhook, "ashby.webhook")

return names.seal(ashby, "ashby", {
  __name = "ashby",
  __tostring = function() return "ashby" end,
  __close = function() ashby.close() end,
})
