--- documents: what a finalizer may do while a document is read or a projection
-- is made. Tasks as in sessions.lua.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local core = require "ashby.core"
local worlds = require "spec.collector.worlds"

local tasks = {}

local function task(facts) tasks[#tasks + 1] = facts end

local RECORDS = { [[{"id":"a","n":1,"s":"\u00e9\n and more","l":[1,null,{"m":"\t2"}]}]],
  [[{"id":"b","n":-7,"o":{"p":{"q":["r\\","\u0041"]}}}]], [[{"id":"c"}]] }
local TEXT = ([[{"success":true,"5":"five","results":[%s,%s,%s]}]]):format(RECORDS[1], RECORDS[2],
  RECORDS[3])

local function document(options)
  return function()
    local w = { document = assert(core.document(TEXT, options or { null = cjson.null })) }
    assert(w.document:open "results" == 3)
    return w
  end
end

-- ---- acts ----

local function close_document(w) w.document:close() end

local function read_within(w)
  w.inner = { w.document:value("results"), w.document:raw("results"), w.document:kind("5") }
end

local function next_within(w) w.taken = w.document:next() end
local function rest_within(w) w.rest = w.document:rest() end
local function open_within(w) w.document:open "results" end

-- ---- comparing ----

local function same(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then return a == b end
  for key, value in pairs(a) do if not same(value, b[key]) then return false end end
  for key in pairs(b) do if a[key] == nil then return false end end
  return true
end

local WHOLE = cjson.decode(TEXT)

local function is_record(value, number) return same(value, WHOLE.results[number]) end

-- ---- documents ----

task { name = "document", make = worlds.with_options(function() return {} end),
  acts = { ["swap options"] = worlds.swap_options, ["clear options"] = worlds.clear_options,
    raise = error },
  run = function(w)
    local it = assert(core.document(TEXT, w.options))
    it:open "results"
    return it:next(), it:next(), it:rest()
  end,
  right = function(_, first, second, rest)
    return type(first) == "table" and type(second) == "table" and #rest == 1
  end }

local READS = { ["close document"] = close_document, read = read_within, next = next_within,
  rest = rest_within, open = open_within, raise = error }

-- Returning the last record closes the document, too.
local function closed(w) return w.act == close_document or w.act == rest_within end

task { name = "value", make = document(), acts = READS,
  run = function(w) return w.document:value(), w.document:value(5) end,
  right = function(w, whole, five)
    return (same(whole, WHOLE) or (whole == nil and closed(w)))
      and (five == "five" or (five == nil and closed(w)))
  end }

task { name = "raw", make = document(), acts = READS,
  run = function(w) return w.document:raw "results", w.document:kind(5), w.document:raw(5) end,
  right = function(w, bytes, kind, five)
    return (bytes == TEXT:match "%[.*%]" or (bytes == nil and closed(w)))
      and (kind == "string" or closed(w)) and (five == '"five"' or closed(w))
  end }

-- Each record is returned once, whoever asks for it. After a second open they are
-- returned again; after a close the first ones are right.
local function given_once(w, list, is)
  if w.act == open_within then return true end
  if w.act == close_document then
    for i, record in ipairs(list) do if not is(record, i) then return false end end
    return true
  end
  local all, seen = { w.taken }, 0
  for _, record in ipairs(list) do all[#all + 1] = record end
  for _, record in ipairs(w.rest or {}) do all[#all + 1] = record end
  for _, record in ipairs(all) do
    for i = 1, 3 do if is(record, i) then seen = seen + 10 ^ (i - 1) end end
  end
  return seen == 111 and #all == 3
end

local function each(w)
  local list = {}
  for record in function() return w.document:next() end do list[#list + 1] = record end
  return list
end

local function is_raw(record, number) return record == RECORDS[number] end

local function is_picked(record, number)
  local l = WHOLE.results[number].l
  return same(record, { id = WHOLE.results[number].id, l = l and { cjson.null, cjson.null, l[3] } })
end

local WAYS = { next = each, rest = function(w) return w.document:rest() end }

for way, run in pairs(WAYS) do
  task { name = way, make = document(), acts = READS, run = run,
    right = function(w, list) return given_once(w, list, is_record) end }
  task { name = way .. ", raw", make = document { raw = true }, acts = READS, run = run,
    right = function(w, list) return given_once(w, list, is_raw) end }
  task { name = way .. ", fields", acts = READS, run = run,
    make = function()
      return document { projection = core.projection { "id", "l.m" }, null = cjson.null }()
    end,
    right = function(w, list) return given_once(w, list, is_picked) end }
end

-- ---- projections ----

local function fields()
  local w = { fields = {} }
  for i = 1, 20 do w.fields[i] = "id" .. i % 3 end
  w.fields[21] = "id"
  return w
end

local function lengthen(w)
  for i = 1, 20 do w.fields[i] = ("a.b%d."):format(i):rep(40) .. "c" end
end

local function append(w)
  for i = 22, 400 do w.fields[i] = ("x%d"):format(i) end
end

local function clear(w)
  for i = #w.fields, 1, -1 do w.fields[i] = nil end
  collectgarbage()
end

local function numbers(w)
  for i = 1, #w.fields do w.fields[i] = i end
  collectgarbage()
end

task { name = "projection", make = fields, may_raise = "path",
  acts = { lengthen = lengthen, append = append, clear = clear, numbers = numbers, raise = error },
  run = function(w) return core.projection(w.fields) end,
  right = function(_, projection)
    local it = assert(core.document([=[[{"id":"a","no":1}]]=], { projection = projection }))
    it:open()
    local record = it:next()
    return record.no == nil and (record.id == "a" or record.id == nil)
  end }

-- ---- cells ----

local RECORD = [[{"id":"a","l":[{"m":"b"},{}],"s":"\u00e9","n":null}]]

local function read_inside(w) pcall(w.cells.texts, w.cells, "{}") end

local function write_inside(w)
  pcall(w.cells.line, w.cells, '{"id":"' .. ("x"):rep(9000) .. '"}')
end

for name, run in pairs {
  texts = function(w) return table.concat(select(2, w.cells:texts(RECORD)), ",", 1, 3) end,
  line = function(w) return w.cells:line(RECORD):sub(1, -3) end,
} do
  task { name = "cells, " .. name, acts = { read = read_inside, write = write_inside,
    raise = error },
    -- The error of a finalizer, or about one, does not last.
    run = function(w)
      local ok, text = pcall(run, w)
      return ok and text or run(w)
    end,
    make = function() return { cells = core.cells({ "id", "l.m", "s", "n" }, "tsv") } end,
    right = function(_, text) return text:gsub("\t", ",") == 'a,["b",null],é' end }
end

return tasks
