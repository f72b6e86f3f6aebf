--- json: one array of all, or JSON lines.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"

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

-- One object on a line, with what the form puts before, between and after them.
local function writer(write, columns, first, between, last)
  local self, count = {}, 0

  function self.record(text)
    write(count == 0 and first or between, text)
    count = count + 1
  end

  function self.row(kinds, texts) self.record(object(columns, kinds, texts)) end

  function self.finish()
    write(last(count))
  end

  return self
end

--- One array, a record on each line.
function json.array(write, columns)
  return writer(write, columns, "[\n", ",\n", function(count)
    return count == 0 and "[]\n" or "\n]\n"
  end)
end

--- A record on each line.
function json.lines(write, columns)
  return writer(write, columns, "", "\n", function(count) return count > 0 and "\n" or "" end)
end

--- The one object alone.
function json.one(write, columns)
  return writer(write, columns, "", "\n", function() return "\n" end)
end

return json
