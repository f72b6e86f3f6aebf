--- ashby: the data of the Ashby recruiting system in Lua.
--
--   local ashby = require "ashby"                 -- key from ASHBY_API_KEY
--   for job in ashby.jobs.each{ status = "Open" } do print(job.title) end
--
-- The module is itself a client, the default one, which opens at its first
-- call; ashby.new makes more. Everything is a closure, called with a dot.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"

-- A core that was built for another Lua fails here: its file does not link, or
-- it says so itself.
local function load_core()
  local ok, core = pcall(require, "ashby.core")
  if ok then return core end
  local problem = tostring(core)
  local why = problem:match("(undefined symbol: lua[L_][%w_]+)")
    or problem:match("(this core was built for [%w. ]+)")
  if not why then error(problem, 0) end
  local file = problem:match("from file '([^']*)'")
  local version = _VERSION:match("[%d.]+")
  error(("ashby: %s was not built for this %s (%s): make LUA=%s"):format(
    file or "the core", rawget(_G, "jit") and "LuaJIT" or _VERSION, why,
    rawget(_G, "jit") and "luajit" or "lua" .. version), 0)
end

local core = load_core()
local client = require "ashby.client"
local misuse = require "ashby.misuse"

local ashby = {
  null = cjson.null,
  webhook = require "ashby.webhook",
  _VERSION = core.version,
}

client.fill(ashby, "ashby", client.default_state())
misuse.hang(ashby, "ashby", "new", client.new)

return client.dress(ashby, "ashby")
