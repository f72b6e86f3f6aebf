-- SPDX-License-Identifier: MIT
-- The sandbox's organisation without a server, under any Lua: the code of lua/, without nginx.
--
--   local organization = require "sandbox.generator".open{ seed = 1, scale = 1 }
--   for text in organization.records "applications" do ... end    -- each record as JSON
--   local text = organization.ask("application.listHistory", '{"applicationId":"..."}')
--
-- Options: seed, scale, applications, last_day (YYYY-MM-DD; absent: today),
-- hostile. Each organisation has modules and state of its own; no global is set
-- or read but Lua's own.

local generator = {}

local here = debug.getinfo(1, "S").source:match("^@(.*)/[^/]*$") or "."

local function read(path)
  local file = io.open(path, "rb")
  if not file then return nil end
  local text = file:read("*a")
  file:close()
  return text
end

local setfenv, loadstring = rawget(_G, "setfenv"), rawget(_G, "loadstring")

-- A chunk that sees `env` as its globals.
local function compile(text, name, env)
  if not setfenv then return assert(load(text, name, "t", env)) end
  return setfenv(assert(loadstring(text, name)), env)
end

local function nothing() end

-- A require of its own for the modules in lua/; others are the program's. No
-- webhook is sent.
local function new_require(env)
  local loaded = { delivery = { reset = nothing, send = nothing, list = nothing } }
  return function(name)
    if loaded[name] ~= nil then return loaded[name] end
    local path = here .. "/lua/" .. name:gsub("%.", "/") .. ".lua"
    local text = read(path)
    if not text then return require(name) end
    local value = compile(text, "@" .. path, env)()
    loaded[name] = value == nil or value
    return loaded[name]
  end
end

-- What the modules use of nginx when they make answers.
local function stand_in(base64)
  return { encode_base64 = base64.encode, decode_base64 = base64.decode,
    now = function() return os.time() end, worker = { pid = function() return 1 end } }
end

local function new_world(options)
  local env = setmetatable({}, { __index = _G })
  env.require = new_require(env)
  env.ngx = stand_in(env.require "base64")
  env.require "settings".init{ root = here, seed = options.seed or 1, scale = options.scale or 1,
    applications = options.applications, last_day = options.last_day, hostile = options.hostile }
  env.require "store".init()
  return env.require
end

local function text_of(body)
  if type(body) == "string" then return body end
  local parts = {}
  for n = 1, #body do parts[n] = text_of(body[n]) end
  return table.concat(parts)
end

function generator.open(options)
  local load_module = new_world(options or {})
  local api, auth = load_module "api", load_module "auth"
  local entities, filters = load_module "entities", load_module "filters"
  local lists, views = load_module "lists", load_module "views"
  local request = { key = auth.keys[auth.MAIN] }
  local organization = {}

  -- The names of the entities.
  function organization.entities()
    local names = {}
    for n, row in ipairs(entities.listed) do names[n] = row.name end
    return names
  end

  -- Every record of an entity as JSON, hidden ones too, as a list with all switches gives them.
  function organization.records(entity)
    local indices, n = lists.indices(entity, true, request.key), 0
    local values = entity == "jobs" and filters.everything or {}
    return function()
      n = n + 1
      return indices[n] and views.texts(entity, { indices[n] }, values, request)[1]
    end
  end

  -- The answer of the API to one call, as JSON, and its HTTP status.
  function organization.ask(method, body)
    local answer = api.answer_to{ verb = "POST", method = method, path = "/" .. method, id = "-",
      text = body or "{}", headers = { ["content-type"] = "application/json",
        authorization = "Basic " .. load_module "base64".encode(auth.MAIN .. ":") } }
    return text_of(answer.body), answer.status
  end

  -- Whether a filter of context_store_search holds for a record, both as JSON.
  function organization.holds(filter, record)
    local json = load_module "json"
    return load_module "search_match".holds(json.decode(filter), json.decode(record))
  end

  load_module "options".rate_limit = math.huge
  return organization
end

return generator
