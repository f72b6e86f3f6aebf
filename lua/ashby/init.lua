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

local core = require "ashby.core"
local client = require "ashby.client"
local misuse = require "ashby.misuse"

local ashby = {
  null = cjson.null,
  _VERSION = core.version,
}

client.fill(ashby, "ashby", client.default_state())
misuse.hang(ashby, "ashby", "new", client.new)

return client.dress(ashby, "ashby")
