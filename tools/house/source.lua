--- source: the files that the rules look at, and their code without comments.
-- In C the contents of strings are dropped, too; in Lua they stay, since one
-- may be the name of an option. Lines keep their numbers.
--
-- SPDX-License-Identifier: MIT

local shell = require "tools.shell"

local source = {}

--- Paths under some folders whose names end with one of some endings, sorted.
function source.files(folders, ...)
  local names = {}
  for i, ending in ipairs { ... } do names[i] = ("-name '*.%s'"):format(ending) end
  return shell.lines(("find %s -type f \\( %s \\) 2>/dev/null | LC_ALL=C sort"):format(
    folders, table.concat(names, " -o ")))
end

-- ---- what is not code ----

-- The place of the quote that ends a string, or of its line's end.
local function string_end(text, from)
  local quote, at = text:sub(from, from), from + 1
  while true do
    local stop = text:find("[\\\n" .. quote .. "]", at)
    if not stop then return #text end
    if text:sub(stop, stop) ~= "\\" then return stop end
    at = stop + 2
  end
end

local function line_end(text, from) return (text:find("\n", from, true) or #text + 1) - 1 end

local function newlines(text) return (text:gsub("[^\n]", "")) end

local languages = {}

-- Each: what a part that is not code may begin with, and a function that gives
-- the part's end and what takes its place.
languages.c = { opens = "[/\"']", part = function(text, from)
  local two = text:sub(from, from + 1)
  if two == "/*" then
    local _, stop = text:find("*/", from, true)
    stop = stop or #text
    return stop, newlines(text:sub(from, stop))
  end
  if two == "//" then return line_end(text, from), "" end
  if two:sub(1, 1) == "/" then return from, "/" end
  local stop = string_end(text, from)
  return stop, two:sub(1, 1) .. newlines(text:sub(from, stop)) .. two:sub(1, 1)
end }

languages.lua = { opens = "[-%[\"']", part = function(text, from)
  local dashes, equals = text:match("^(%-*)%[(=*)%[", from)
  if equals and (dashes == "" or dashes == "--") then
    local _, stop = text:find("]" .. equals .. "]", from, true)
    stop = stop or #text
    local whole = text:sub(from, stop)
    return stop, dashes == "" and whole or newlines(whole)
  end
  if text:sub(from, from + 1) == "--" then return line_end(text, from), "" end
  if text:find("^[-%[]", from) then return from, text:sub(from, from) end
  local stop = string_end(text, from)
  return stop, text:sub(from, stop)
end }

local function without_comments(text, language)
  local out, at = {}, 1
  while true do
    local from = text:find(language.opens, at)
    if not from then break end
    local stop, instead = language.part(text, from)
    out[#out + 1] = text:sub(at, from - 1) .. instead
    at = stop + 1
  end
  return table.concat(out) .. text:sub(at)
end

-- ---- lines ----

local function lines_of(text)
  local lines = {}
  if text:sub(-1) ~= "\n" then text = text .. "\n" end
  for line in text:gmatch "([^\n]*)\n" do lines[#lines + 1] = line end
  return lines
end

--- A file's lines as they are.
function source.lines(path) return lines_of(shell.read(path)) end

local known = {}

--- A file's lines without comments.
function source.code(path)
  if not known[path] then
    local language = path:find "%.lua$" and languages.lua or languages.c
    known[path] = lines_of(without_comments(shell.read(path), language))
  end
  return known[path]
end

--- Calls found(path, number, line, rest) for each of some words, a text of
-- names, that is in the code of some files; rest is what follows it.
function source.each_word(paths, words, found)
  local wanted = {}
  for word in words:gmatch "%S+" do wanted[word] = true end
  for _, path in ipairs(paths) do
    for number, line in ipairs(source.code(path)) do
      for word, after in line:gmatch "([%a_][%w_]*)()" do
        if wanted[word] then found(path, number, line, line:sub(after)) end
      end
    end
  end
end

--- The same for calls of functions of these names.
function source.each_call(paths, words, found)
  source.each_word(paths, words, function(path, number, line, rest)
    if rest:find "^%s*%(" then found(path, number, line) end
  end)
end

return source
