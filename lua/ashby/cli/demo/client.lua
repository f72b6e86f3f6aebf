--- client: a client whose service is a made-up company in this process: no
-- server, no key, and nothing is sent. A store pulls from it as from any other
-- client.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local catalogue = require "ashby.catalogue"
local cjson = require "cjson"
local core = require "ashby.core"
local direct = require "ashby.service.direct"

local LISTS = { ["offer.list"] = "offers" }
for _, name in ipairs(catalogue.names) do LISTS[catalogue.entities[name].list.name] = name end

-- An answer that is there at once.
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

local function records_of(company, request)
  if request.method.name == "application.listHistory" then
    return company.histories[cjson.decode(request.body).applicationId]
  end
  return company[LISTS[request.method.name] or ""]
end

local function answer(company, request)
  local parts = {}
  for i, record in ipairs(records_of(company, request) or {}) do parts[i] = cjson.encode(record) end
  return ('{"success":true,"results":[%s],"moreDataAvailable":false}'):format(
    table.concat(parts, ","))
end

--- A client of the company: see company.new.
return function(company)
  local client, err = ashby.new { api_key = "none", base_url = "http://127.0.0.1:1" }
  if not client then return nil, err end
  require "ashby.client".context_of(client).service = setmetatable({
    begin = function(_, request) return transfer_of(answer(company, request)) end,
  }, { __index = direct })
  return client
end
