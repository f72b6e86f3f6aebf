--- The documentation and the module agree: every public name is documented,
-- every documented name exists, every snippet runs.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local kinds = require "ashby.errors.kinds"
local options = require "ashby.options"

local helper = require "spec.helper"
local shell = require "tools.shell"

local function read(path)
  return assert(shell.read(helper.root .. "/" .. path), path)
end

local function files(pattern)
  return shell.lines(("cd '%s' && ls %s"):format(helper.root, pattern))
end

local PAGES = { "README.md", "CONTRIBUTING.md" }
for _, path in ipairs(files "docs/*.md") do
  PAGES[#PAGES + 1] = path
end

local usage, errors_page = read "docs/usage.md", read "docs/errors.md"

local function has(text, what)
  return text:find(what, 1, true) ~= nil
end

local function sorted(set)
  local list = {}
  for key in pairs(set) do list[#list + 1] = key end
  table.sort(list)
  return list
end

-- ---- names ----

-- Documented as `ashby.x(...)`, `client.x(...)`, `E.x(...)`, `it:x(...)`.
local HEADING = "\n### `([%a_]+)[.:]([%w_.]+)"

local function documented()
  local names = {}
  for owner, name in usage:gmatch(HEADING) do
    names[owner .. "." .. name] = { owner = owner, name = name }
  end
  return names
end

-- Functions of an iterator or another object, by name.
local function methods_of(object)
  local names, metatable = {}, getmetatable(object)
  local index = type(metatable.__index) == "table" and metatable.__index or object
  for name in pairs(index) do names[name] = true end
  return names
end

-- What the module has: "client.close" -> true.
local function present()
  local names = { ["ashby.new"] = true, ["ashby.store"] = true,
    ["ashby.inspect"] = true, ["ashby.time"] = true, ["ashby.report.run"] = true,
    ["ashby.null"] = true, ["ashby._VERSION"] = true }
  local client = helper.client()
  local is_entity = {}
  for _, entity in ipairs(ashby.entities()) do
    is_entity[entity] = true
    for action in pairs(client[entity]) do names["E." .. action] = true end
  end
  for name in pairs(client) do
    if not is_entity[name] then names["client." .. name] = true end
  end
  for name, fn in pairs(ashby.webhook) do
    if type(fn) == "function" then names["ashby.webhook." .. name] = true end
  end
  for _, it in ipairs { (client.jobs.each()), (client.jobs.pages()) } do
    for name in pairs(methods_of(it)) do names["it." .. name] = true end
  end
  local state = { load = function() end, save = function() return true end }
  local s = assert(client.sync { state = state })
  for name in pairs(s) do names["s." .. name] = true end
  s.close()
  client.close()
  return names
end

describe("docs/usage.md", function()
  local there = present()

  for _, name in ipairs(sorted(there)) do
    it("documents " .. name, function() assert.is_truthy(documented()[name]) end)
  end

  for _, name in ipairs(sorted(documented())) do
    it("documents " .. name .. ", which exists", function() assert.is_true(there[name]) end)
  end

  it("documents every other member of the module", function()
    for name in pairs(ashby) do
      local known = there["client." .. name] or there["ashby." .. name] or has(usage, "`" .. name)
        or has(usage, "`ashby." .. name)
      assert(known, name .. " is not documented")
    end
  end)

  it("has a section for every entity", function()
    for _, entity in ipairs(ashby.entities()) do
      assert(has(usage, "\n### " .. entity .. "\n"), entity)
    end
  end)

  it("has every parameter in the section of its entity", function()
    for _, entity in ipairs(ashby.entities()) do
      local part = usage:match("\n### " .. entity .. "\n(.-)\n##") or
        usage:match("\n### " .. entity .. "\n(.*)")
      local facts = ashby.describe(entity)
      for _, action in ipairs { "list", "get" } do
        for _, param in ipairs(facts[action] and facts[action].params or {}) do
          assert(has(part, "`" .. param.name .. "`"), entity .. "." .. action .. " " .. param.name)
        end
      end
    end
  end)
end)

-- The names in the first column of the table under a heading.
local function first_column(text, heading)
  local part, names = text:match("\n#+ " .. heading .. "\n(.*)"), {}
  part = part:gsub("\n##.*", "")
  for name, rest in part:gmatch "\n| `\"?([%w_]+)\"?`([^\n]*)" do names[name] = rest end
  return names
end

describe("the options of ashby.new", function()
  local rows = first_column(usage, "`ashby.new%(options%)`")
  local known = {}
  local source = read "lua/ashby/options/init.lua":match "\nlocal ROWS = (%b{})"
  for name in source:gmatch "{ \"([%w_]+)\"" do known[name] = true end

  it("are all documented, and no others", function()
    assert.same(sorted(known), sorted(rows))
  end)

  it("have the documented defaults", function()
    for name, value in pairs(options.check {}) do
      if type(value) == "number" then
        assert(has(rows[name], ("| %.0f |"):format(value)), name)
      end
    end
  end)
end)

describe("docs/errors.md", function()
  it("has every kind, and no others", function()
    local names = {}
    for _, row in ipairs(kinds.KINDS) do names[row.name] = true end
    assert.same(sorted(names), sorted(first_column(errors_page, "Kinds and codes")))
    assert.same(sorted(names), sorted(first_column(errors_page, "What to do")))
  end)

  it("has every field of an error, and no others", function()
    local fields = {}
    for name in read "lua/ashby/errors/init.lua":gmatch "%-%-%-@field ([%w_]+)" do
      fields[name] = true
    end
    assert.same(sorted(fields), sorted(first_column(errors_page, "The error object")))
  end)

  it("has every code that the module itself sets", function()
    for _, path in ipairs(files "lua/ashby/*.lua lua/ashby/*/*.lua") do
      for code in read(path):gmatch "code = \"([%w_]+)\"" do
        assert(has(errors_page, "`" .. code .. "`"), code)
      end
    end
  end)
end)

describe("the log events in docs/usage.md", function()
  it("are those of the source", function()
    local events = {}
    for _, path in ipairs(files "lua/ashby/*.lua lua/ashby/*/*.lua") do
      local text = path:find "/store/" and "" or read(path) -- those are progress events of a pull
      for name in text:gmatch "event = \"([%w_]+)\"" do events[name] = true end
    end
    assert.same(sorted(events), sorted(first_column(usage, "Log events")))
  end)
end)

describe("the progress events in docs/store.md", function()
  it("are those of the source", function()
    local events = {}
    for _, path in ipairs(files "lua/ashby/store/*.lua") do
      for name in read(path):gmatch "progress {%s*event = \"([%w_]+)\"" do events[name] = true end
    end
    assert.same(sorted(events), sorted(first_column(read "docs/store.md", "Progress events")))
  end)
end)

describe("docs/waits.md", function()
  it("has every wait, and no others", function()
    local waits = {}
    for _, path in ipairs(files "lua/ashby/wait/*.lua") do
      local name = path:match "([%w_]+)%.lua$"
      if require("ashby.wait." .. name).here then waits[name] = true end
    end
    assert.same(sorted(waits), sorted(first_column("\n# W\n" .. read "docs/waits.md", "W")))
  end)
end)

describe("the generated parts", function()
  it("are fresh", function()
    if helper.slow or not helper.lua:find "lua5%.4$" then return end
    local status, said = shell.run("'" .. helper.root .. "/tools/docs' --check 2>&1")
    assert.equal(0, status, said)
  end)
end)

-- ---- links, commands, snippets ----

local function exists(path)
  return shell.run(("[ -e '%s/%s' ]"):format(helper.root, path)) == 0
end

describe("links", function()
  for _, page in ipairs(PAGES) do
    it("of " .. page .. " lead to something", function()
      local folder = page:match "^(.*/)" or ""
      for target in read(page):gmatch "%]%(([^)#]+)#?[^)]*%)" do
        local path = (folder .. target):gsub("[^/]+/%.%./", "")
        assert(target:find "^https?:" or exists(path), page .. ": " .. target)
      end
    end)
  end
end)

describe("make commands", function()
  local targets = {}
  for name in ("\n" .. read "Makefile"):gmatch "\n([%w-]+):" do targets[name] = true end

  local forms = { "\n    [^\n]*make ([^\n]*)", "\nmake ([^\n]*)", "`make ([^`\n]*)`" }

  local function check(page)
    for _, form in ipairs(forms) do
      for words in read(page):gsub("  #[^\n]*", ""):gmatch(form) do
        for word in words:gmatch "%f[^%s%z][%l-]+%f[%s%z]" do
          assert(targets[word], "make " .. word)
        end
      end
    end
  end

  for _, page in ipairs(PAGES) do
    it("of " .. page .. " exist", function() check(page) end)
  end
end)

-- Lua blocks with the comment before them: <!-- norun: why --> or <!-- needs: what -->.
local function snippets(page)
  local list, text, from = {}, read(page), 1
  while true do
    local start, stop, body = text:find("\n```lua\n(.-)\n```", from)
    if not start then return list end
    local before = text:sub(from, start):match "([^\n]*)\n*$"
    local _, line = text:sub(1, start):gsub("\n", "")
    list[#list + 1] = { body = body, line = line + 1,
      norun = before:match "^<!%-%- norun: ", needs = before:match "^<!%-%- needs: ([%w.]+) %-%->" }
    from = stop + 1
  end
end

-- What a user has in the environment.
local ENVIRONMENT = helper.settings() .. " AIRBYTE_CLIENT_ID=sandbox-client "
  .. "AIRBYTE_CLIENT_SECRET=sandbox-secret"

-- Runs in a new process and a new folder.
local function run(body)
  local dir = shell.folder()
  shell.write(dir .. "/snippet.lua", body)
  local status, said = shell.run(("cd '%s'; %s '%s' snippet.lua 2>&1"):format(dir, ENVIRONMENT,
    helper.lua))
  shell.remove(dir)
  return status, said
end

local function is_here(what)
  if what:find "^lua" then return _VERSION:lower():gsub(" ", "") >= what end
  return (pcall(require, what))
end

describe("the snippet", function()
  if helper.slow then return end
  for _, page in ipairs(PAGES) do
    for _, snippet in ipairs(snippets(page)) do
      if not snippet.norun and (not snippet.needs or is_here(snippet.needs)) then
        it(("of %s, line %d, runs"):format(page, snippet.line), function()
          local status, said = run(snippet.body)
          assert.equal(0, status, said)
        end)
      end
    end
  end
end)
