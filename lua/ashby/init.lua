--- ashby: the data of the Ashby recruiting system in Lua.
--
--   local ashby = require "ashby"                 -- key from ASHBY_API_KEY
--   for job in ashby.jobs.each{ status = "Open" } do print(job.title) end
--
-- The module is itself a client, the default one, which opens at its first
-- call; ashby.new makes more. Everything is a closure, called with a dot.
--
-- SPDX-License-Identifier: MIT

local debug = debug
local names = require "ashby.names"

-- Another file, which few programs need to load, says why it does not load.
local function native(name)
  local ok, module = pcall(require, name)
  if not ok then error(require "ashby.load.native"(name, tostring(module)), 0) end
  return module
end

local cjson = native "cjson"
local core = native "ashby.core"

-- Found through a relative path: the program may change its folder.
if debug and debug.getinfo(1, "S").source:find "^@[^/]" then require "ashby.load.place".keep() end

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
  return require "ashby.text.inspect".text(value)
end

function own.time(text)
  return require "ashby.time".of(text)
end

-- The rest of the module is loaded at the first call. Until then every public
-- function is a stub, which loads it and then calls the function that has taken
-- the stub's place.
local function load_client()
  local client = require "ashby.client"
  client.fill(ashby, "ashby", client.default_context())
  own.new = client.new
  require "ashby.misuse".hang_all(ashby, "ashby", names.module, own)
end

local function load_webhook()
  local webhook = require "ashby.webhook"
  require "ashby.misuse".hang_all(ashby.webhook, "ashby.webhook", names.webhook, webhook)
end

local function stub(owner, name, load)
  local function first(...)
    if owner[name] == first then load() end
    return owner[name](...)
  end
  owner[name] = first
end

local function stubs(owner, list, load)
  for _, name in ipairs(list) do stub(owner, name, load) end
end

for name, entity in pairs(core) do
  if type(entity) == "table" then
    ashby[name] = {}
    stubs(ashby[name], names.entity(entity.get), load_client)
    names.seal(ashby[name], "ashby." .. name)
  end
end
stubs(ashby, names.module, load_client)
stubs(ashby, names.client, load_client)
stubs(ashby.webhook, names.webhook, load_webhook)
names.seal(ashby.webhook, "ashby.webhook")

-- In the place of the reports until one of them is wanted.
ashby.report = setmetatable({}, {
  __index = function(_, name)
    ashby.report = require "ashby.report"
    return ashby.report[name]
  end,
  __tostring = function() return tostring(require "ashby.report") end,
})

return names.seal(ashby, "ashby", {
  __name = "ashby",
  __tostring = function() return "ashby" end,
  __close = function() ashby.close() end,
})
