--- many: records by id, side by side, in the order of the ids.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local call = require "ashby.exchange.call"
local caller = require "ashby.exchange.caller"
local ours = require "ashby.params.ours"
local params = require "ashby.params"

local clock = core.clock

local many = {}

-- Kinds and codes that say nothing about one id: the next one fails as well, or the
-- whole call was begun in another process.
local HOPELESS = { auth = true, permission = true, closed = true, tls = true, deadline = true,
  foreign = true }

--- Fetches ids with a bounded number of requests ahead. Returns the records,
-- false where one is missing, and a table of errors by position; or nil and an
-- error that every other id would get as well. One deadline covers all.
function many.get(context, method, ids, own, request_of)
  ids = params.check_ids(method, ids)
  own = ours.options(method.title .. "_many", own, {})
  local records, failed, exchanges = {}, {}, {}
  local window, begun = context.max_in_flight * 2, 0
  local whole = { caller = caller.new(context.host), latest = clock() + context.deadline }

  local function begin_until(last)
    while begun < last do
      begun = begun + 1
      local given = { fields = own.fields, raw = own.raw, null = own.null }
      given[method.params[1].snake] = ids[begun]
      exchanges[begun] = call.begin(context, request_of(context, method, given), whole)
    end
  end

  for i = 1, #ids do
    begin_until(math.min(i + window - 1, #ids))
    local answer, err = exchanges[i]:finish()
    exchanges[i] = nil
    if err and (HOPELESS[err.kind] or HOPELESS[err.code]) then
      for _, exchange in pairs(exchanges) do exchange:cancel() end
      return nil, err
    end
    records[i] = answer and answer.document:next() or false
    failed[i] = err
  end
  return records, failed
end

return many
