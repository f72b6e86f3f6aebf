--- parallel: one list in several chains. Each page gives the cursor to the
-- next, so a list takes one request after another; where a filter of the
-- vendor's cuts a list into parts that together are the whole and never
-- overlap, the parts are fetched side by side. A record whose status changes
-- meanwhile may move between parts.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local caller = require "ashby.exchange.caller"
local pages = require "ashby.lists.pages"
local tables = require "ashby.tables"
local misuse = require "ashby.misuse"

local parallel = {}

local function as_list(value)
  return type(value) == "table" and value or { value }
end

local function refuse(method, problem)
  misuse.raise("%s: %s; leave parallel out", method.title, problem)
end

--- The wire parameters of the parts that together are the list; raises where no
-- filter cuts it.
function parallel.parts(method, wire)
  local entity = catalogue.entities[method.entity]
  local cut = entity.cut
  if not cut then refuse(method, "no filter of the service cuts this list into parts") end
  if wire.cursor then refuse(method, "a cursor belongs to one chain") end
  if wire.syncToken then refuse(method, "a sync token belongs to one chain") end
  local parts = {}
  local is_array = method.by_name[cut].type == "array"
  for i, value in ipairs(as_list(wire[cut] or entity.cut_values)) do
    parts[i] = tables.copy(wire, { [cut] = is_array and { value } or value })
  end
  return parts
end

-- One record from each part in turn, so that their pages run out together and
-- all have the next one under way.
local function advance(self)
  self.caller:check(self.context.session, self.title)
  local parts = self.parts
  while #parts > 0 do
    self.turn = self.turn % #parts + 1
    local record, err = pages.next_record(parts[self.turn])
    if err then
      self:close()
      return nil, err
    end
    if record ~= nil then
      self.left = self.left and self.left - 1
      if self.left == 0 then self:close() end
      return record
    end
    table.remove(parts, self.turn)
    self.turn = self.turn - 1
  end
  if self.parts ~= parts then return nil, pages.closed_meanwhile(self.title) end
  return nil
end

local function close(self)
  for _, part in ipairs(self.parts) do part:close() end
  self.parts = {}
end

local Parallel = pages.class("ashby.records", advance, close)

--- Iterator over the records of all parts, in no promised order. Each of its
-- requests leaves at once.
function parallel.records(context, requests, own)
  local parts, whole = {}, caller.new(context.host)
  for i, request in ipairs(requests) do
    parts[i] = pages.records(context, request, { prefetch = own.prefetch, caller = whole })
    pages.start(parts[i])
  end
  local it = setmetatable({ parts = parts, turn = 0, left = own.max or false, context = context,
    caller = whole, title = requests[1].method.title }, Parallel)
  return it, nil, nil, it
end

return parallel
