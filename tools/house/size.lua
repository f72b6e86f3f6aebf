--- size: files of at most 400 lines, functions of at most 60 (rule 8). It trusts
-- the formatting: a body ends at the indentation at which it began.
--
-- SPDX-License-Identifier: MIT

local allowed = require "tools.house.allowed"
local source = require "tools.house.source"

local FILE, FUNCTION = 400, 60
local LIST = "tools/rules-long.txt"

-- Each calls found(name, line, lines) for the functions of a file.
local each_function = {}

function each_function.c(path, found)
  local name, start
  for number, line in ipairs(source.code(path)) do
    name = line:match "^%a.-([%w_]+) *%(" or name
    if line:find "^{" then start = number end
    if line:find "^}" and start then
      found(name, start, number - start - 1)
      start = nil
    end
  end
end

local function lua_name(line)
  return line:match "function +([%w_.:]+) *%(" or line:match "([%w_.:]+) *= *function" or "function"
end

function each_function.lua(path, found)
  local open = {} -- indentation -> the function that began there
  for number, line in ipairs(source.code(path)) do
    local indent = #line:match "^ *"
    if line:find "%f[%w_]function *[%w_.:]*%(" and not line:find "[^%w_]end[^%w_]*$" then
      open[indent] = { name = lua_name(line), line = number }
    elseif line:find "^ *end%f[^%w_]" and open[indent] then
      found(open[indent].name, open[indent].line, number - open[indent].line - 1)
      open[indent] = nil
    end
  end
end

local function long_things()
  local things = {}
  local function add(key, file, line, name, lines)
    things[#things + 1] = { key = key, file = file, line = line,
      what = ("%s has %d lines; cut it, or say why not in %s"):format(name, lines, LIST) }
  end
  for _, path in ipairs(source.files("src lua sandbox tools bench examples spec", "c", "h", "lua"))
  do
    local lines = #source.lines(path)
    if lines > FILE then add(path, path, 1, "the file", lines) end
    if not path:find "^spec/" then
      each_function[path:find "%.lua$" and "lua" or "c"](path, function(name, line, count)
        if count > FUNCTION then add(path .. ":" .. name, path, line, name, count) end
      end)
    end
  end
  return things
end

local rules = {}

rules[8] = function(report) allowed(LIST, long_things(), report) end

return rules
