--- docs: writes what is generated from the module's own facts: parts of pages,
-- between <!-- generated: NAME --> and <!-- end -->, and whole files. With
-- --check it writes nothing, and says which are stale.
--
-- SPDX-License-Identifier: MIT

local shell = require "tools.shell"

-- page -> its parts, each by the file in tools/generate/ that makes it.
local PAGES = {
  ["README.md"] = { entities = "entities", errors = "errors" },
  ["docs/usage.md"] = { parameters = "entities" },
  ["docs/errors.md"] = { kinds = "errors" },
  ["docs/store.md"] = { tables = "tables" },
}

-- file -> what makes all of it.
local FILES = { ["types/ashby.lua"] = "types", ["docs/fields.md"] = "fields",
  ["docs/reports.md"] = "reports", ["docs/ashby.1"] = "man" }

local function generator(name) return require("tools.generate." .. name) end

local function fill(path, text, name, part)
  local open, close = ("<!-- generated: %s -->\n"):format(name), "\n<!-- end -->"
  local _, from = text:find(open, 1, true)
  local to = from and text:find(close, from, true)
  assert(to, path .. " lacks the markers of " .. name)
  return text:sub(1, from) .. "\n" .. part() .. "\n" .. text:sub(to)
end

local stale = {}

local function put(path, text)
  if text == shell.read(path) then return end
  stale[#stale + 1] = path
  if arg[1] ~= "--check" then shell.write(path, text) end
end

for path, parts in pairs(PAGES) do
  local text = assert(shell.read(path), path)
  for name, from in pairs(parts) do text = fill(path, text, name, generator(from)[name]) end
  put(path, text)
end
for path, from in pairs(FILES) do put(path, generator(from)()) end

-- The rockspecs have the version in their names.
local rockspecs = generator "rockspecs"
for path, text in pairs(rockspecs) do put(path, text) end
for _, path in ipairs(shell.lines "ls *.rockspec packaging/*.rockspec") do
  if not rockspecs[path] then
    stale[#stale + 1] = path
    if arg[1] ~= "--check" then shell.remove(path) end
  end
end

if arg[1] == "--check" and #stale > 0 then
  io.stderr:write(table.concat(stale, ", "), ": generated text is stale: make docs\n")
  os.exit(1)
end
