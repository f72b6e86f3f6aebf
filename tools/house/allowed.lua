--- allowed: a list of exceptions in a file, each a key and the reason in words.
-- What is not on the list is reported, and so is an exception that nothing
-- needs any more.
--
-- SPDX-License-Identifier: MIT

local source = require "tools.house.source"

local function read(list)
  local entries = {}
  for number, line in ipairs(source.lines(list)) do
    local key = line:match "^([^#%s]%S*)%s+%S"
    if key then entries[key] = number end
  end
  return entries
end

--- found: array of { key =, file =, line =, what = }.
return function(list, found, report)
  local entries, needed = read(list), {}
  for _, thing in ipairs(found) do
    needed[thing.key] = true
    if not entries[thing.key] then report(thing.file, thing.line, thing.what) end
  end
  for key, number in pairs(entries) do
    if not needed[key] then report(list, number, key .. " no longer needs an exception") end
  end
end
