--- demo_store FILE: a store of the sandbox's organisation without a server, for
-- systems where nginx's Lua module cannot be had. The client is the module's own;
-- its service asks the generator instead of a server.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local core = require "ashby.core"
local direct = require "ashby.service.direct"

local organization = require "sandbox.generator".open { seed = 1, scale = 1 }

-- An answer that is there at once, as a transfer of the core.
local function transfer_of(text)
  local transfer = {}
  function transfer.finished() return true end
  function transfer.result() return 200 end
  function transfer.header() return nil end
  function transfer.text() return text end
  function transfer.redact(_, said) return said end
  function transfer.document(_, options) return core.document(text, options) end
  function transfer.close() end
  return transfer
end

local client = assert(ashby.new { api_key = "none", base_url = "http://127.0.0.1:1" })
require "ashby.client".context_of(client).service = setmetatable({
  begin = function(_, request)
    return transfer_of(organization.ask(request.method.name, request.body or "{}"))
  end,
}, { __index = direct })

local path = assert(arg[1], "the name of a file")
local store = assert(ashby.store(path, { client = client }))
assert(store.pull { offers = true })
store.close()
