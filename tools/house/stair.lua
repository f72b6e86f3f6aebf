--- stair: calls go down only (rule 9). In C by what is included and by what the
-- linker would resolve, in Lua by what is required, even late. No circles: of
-- files that include, of objects that call, of modules that require.
--
-- SPDX-License-Identifier: MIT

local shell = require "tools.shell"
local source = require "tools.house.source"

local BUILD = os.getenv "BUILD" or "build/lua5.4"

-- From the bottom up; those in one line are side by side. A file that is in no
-- line may call any of its room, as long as there is no circle.
local C_ROOMS = { "engine", "binding", "store" }
local C_STAIRS = {
  { "engine/status", "engine/buf", "engine/header", "engine/transfer",
    "engine/outcome", "engine/handle engine/watch", "engine/session" },
  { "engine/records", "engine/catalogue" },
  { "store/database", "store/statement store/open", "store/keep", "store/sqlite" },
}

-- Rooms of lua/ashby, and files that are in none. Any other file is the face.
-- init, what `require "ashby"` gives, names the store and the reports and loads them late.
local LUA_ROOMS = {
  "core version load text misuse errors options encode time catalogue params names tables",
  "wait", "service", "exchange", "lists", "sync search",
  "face", "store", "report", "init", "cli mcp",
}

-- name -> its number in rows of names.
local function heights(rows)
  local height = {}
  for i, row in ipairs(rows) do
    for name in row:gmatch "%S+" do height[name] = i end
  end
  return height
end

-- ---- who calls whom: from -> to -> { file =, line = } ----

local function add(graph, from, to, file, line)
  if from == to then return end
  graph[from] = graph[from] or {}
  graph[from][to] = graph[from][to] or { file = file, line = line }
end

local function c_name(path) return path:match "([%w_]+/[%w_]+)%.[cho]$" end

-- name_of: of a path below src, what it is in the graph.
local function includes(graph, name_of)
  for _, path in ipairs(source.files("src", "c", "h")) do
    for number, line in ipairs(source.lines(path)) do
      local header = line:match "^%s*#%s*include%s*\"(.-)\""
      if header then add(graph, name_of(path), name_of("src/" .. header), path, number) end
    end
  end
end

-- nm's lines, as { object =, kind =, name = }.
local function symbols()
  local list = {}
  for _, line in ipairs(shell.lines(("nm -A %s/obj/*/*.o"):format(BUILD))) do
    local path, kind, name = line:match "^(.-):%x*%s+(%a) (%S+)$"
    if path then list[#list + 1] = { object = c_name(path), kind = kind, name = name } end
  end
  return list
end

local function calls(graph)
  local home = {}
  for _, symbol in ipairs(symbols()) do
    if symbol.kind:find "[TDRB]" then home[symbol.name] = symbol.object end
  end
  for _, symbol in ipairs(symbols()) do
    local to = symbol.kind == "U" and home[symbol.name]
    if to then add(graph, symbol.object, to, ("src/%s.c"):format(symbol.object), 1) end
  end
end

-- A module's path below lua/ashby; a name that ends with a dot is its room.
local function lua_name(path)
  return (path:gsub("^lua/ashby/", ""):gsub("%.lua$", ""):gsub("/init$", ""))
end

local function required(name)
  return name == "" and "init" or (name:gsub("^%.", ""):gsub("%.$", ""):gsub("%.", "/"))
end

-- Calls found(path, line, module) for each module of ours that is required.
local function each_require(found)
  for _, path in ipairs(source.files("lua/ashby", "lua")) do
    for number, line in ipairs(source.code(path)) do
      for name, after in line:gmatch "require[%s%(,]*\"ashby([%w_.]*)\"()" do
        -- a room that chooses one of its own files by name makes no circle
        local is_choice = line:find("^%s*%.%.", after)
        if not is_choice then found(path, number, required(name)) end
      end
    end
  end
end

-- ---- the rule ----

local function room_of(name, height)
  local room = name:match "^([%w_]+)/" or name
  return height[room] and room or "face"
end

-- Reports each call from a lower place to a higher one, or to the same where
-- those beside each other do not know each other.
local function check_upward(graph, place, apart, report)
  for from, targets in pairs(graph) do
    for to, at in pairs(targets) do
      local low, high = place(from), place(to)
      if low and high and (high > low or (apart and high == low)) then
        report(at.file, at.line, ("%s is no lower than %s, which calls it"):format(to, from))
      end
    end
  end
end

local function circle(graph)
  local mark, path = {}, {}
  local function visit(name)
    if mark[name] == "done" then return nil end
    path[#path + 1] = name
    if mark[name] then return table.concat(path, " > ") end
    mark[name] = "open"
    for to in pairs(graph[name] or {}) do
      local found = visit(to)
      if found then return found end
    end
    mark[name] = "done"
    path[#path] = nil
  end
  for name in pairs(graph) do
    local found = visit(name)
    if found then return found end
  end
end

local function check_circle(graph, folder, report)
  local found = circle(graph)
  if found then report(folder, 1, "a circle: " .. found) end
end

local function check_c(report)
  local files, objects, both = {}, {}, {}
  shell.run "make -s LUA=lua5.4 build >/dev/null"
  includes(files, function(path) return path end)
  calls(objects)
  includes(both, c_name)
  calls(both)
  check_circle(files, "src", report)
  check_circle(objects, "src", report)
  local rooms = heights(C_ROOMS)
  check_upward(both, function(name) return rooms[name:match "^[%w_]+"] end, false, report)
  for _, rows in ipairs(C_STAIRS) do
    local steps = heights(rows)
    check_upward(both, function(name) return steps[name] end, true, report)
  end
end

local function check_lua(report)
  local graph, rooms, is_there = {}, heights(LUA_ROOMS), { core = true, sqlite = true }
  for _, path in ipairs(source.files("lua/ashby", "lua")) do is_there[lua_name(path)] = true end
  each_require(function(path, number, name)
    add(graph, lua_name(path), name, path, number)
    if not is_there[name] then report(path, number, "there is no module ashby." .. name) end
  end)
  check_upward(graph, function(name) return rooms[room_of(name, rooms)] end, false, report)
  check_circle(graph, "lua/ashby", report)
end

local rules = {}

rules[9] = function(report)
  check_c(report)
  check_lua(report)
end

return rules
