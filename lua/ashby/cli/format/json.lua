--- json: one array of all, or JSON lines.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local fields = require "ashby.cli.fields"

local json = {}

local function literal(kind, text)
  if kind == nil then return "null" end
  if kind == "string" then return (cjson.encode(text):gsub("\\/", "/")) end
  return text
end

local function object(columns, kinds, texts)
  local parts = {}
  for i, column in ipairs(columns) do
    parts[i] = literal("string", column.name) .. ":" .. literal(kinds[i], texts[i])
  end
  return "{" .. table.concat(parts, ",") .. "}"
end

-- One object on a line. form: what comes before, between and after them, and
-- how a record's JSON is read.
local function writer(write, columns, form)
  local self, count = {}, 0

  local function put(text)
    write(count == 0 and form.first or form.between, text, form.after)
    count = count + 1
  end

  function self.row(kinds, texts) put(object(columns, kinds, texts)) end

  function self.record(text) put(form.read(text)) end

  function self.finish()
    write(form.last(count))
  end

  return self
end

local function nothing() return "" end

-- Records with only what the paths lead to, in JSON that every reader accepts.
local function reader(paths)
  local project = fields.projector(paths)
  return function(text) return fields.whole(project(text)) end
end

--- One array, a record on each line.
function json.array(write, columns, look)
  return writer(write, columns, { first = "[\n", between = ",\n", read = reader(look.paths),
    last = function(count) return count == 0 and "[]\n" or "\n]\n" end })
end

--- A record on each line.
function json.lines(write, columns, look)
  return writer(write, columns, { first = "", between = "", after = "\n", last = nothing,
    read = reader(look.paths) })
end

--- The one object alone.
function json.one(write, columns, look)
  return writer(write, columns, { first = "", between = "", after = "\n", last = nothing,
    read = reader(look.paths) })
end

return json
