--- tree: versions that agree (rule 10), a spec for each source (rule 11), clean
-- text (rule 12).
--
-- SPDX-License-Identifier: MIT

local allowed = require "tools.house.allowed"
local shell = require "tools.shell"
local source = require "tools.house.source"

local NO_SPEC = "tools/rules-nospec.txt"

local rules = {}

-- ---- versions ----

local function check_version(report, path, number, has, want)
  if has ~= want then
    report(path, number, ("version %s, the CHANGELOG says %s"):format(has, want))
  end
end

rules[10] = function(report)
  local want = shell.output "tools/version"
  for _, path in ipairs(source.files("src lua", "c", "h", "lua")) do
    for number, line in ipairs(source.lines(path)) do
      local has = line:match "ASH_VERSION%s+\"(.-)\"" or line:match "ASHBY_VERSION%s+\"(.-)\""
        or line:match "[^A-Z]_VERSION%s*=%s*\"(.-)\""
      if has then check_version(report, path, number, has, want) end
    end
  end
  check_version(report, "lua/ashby/version.lua", 1,
    dofile "lua/ashby/version.lua", want)
  for _, path in ipairs(source.files(". -maxdepth 2", "rockspec")) do
    local has = shell.read(path):match "\nversion *= *\"(.-)%-%d+\""
    if has ~= "scm" then check_version(report, path, 1, has, want) end
  end
end

-- ---- specs ----

local function spec_of(path)
  return (path:gsub("^src/", "spec/"):gsub("^lua/ashby/", "spec/"):gsub("%.%a+$", "_spec.lua"))
end

rules[11] = function(report)
  local without = {}
  for _, path in ipairs(source.files("src lua/ashby", "c", "lua")) do
    local spec = spec_of(path)
    if not shell.read(spec) then
      without[#without + 1] = { key = path, file = path, line = 1, what = "has no " .. spec }
    end
  end
  allowed(NO_SPEC, without, report)
end

-- ---- text ----

-- Data that must stay as it is: what fuzzing found, hostile documents,
-- pictures.
local function is_data(path)
  return path:find "^spec/.*corpus/" or path:find "^spec/.*fixtures/" or path:find "%.png$"
    or path:find "%.gz$" or path:find "%.ico$"
end

-- The widest line of prose in the docs. A row of a table is one line, and code
-- may have to be.
local PROSE = 100

local function check_prose(report, path)
  local is_code = false
  for number, line in ipairs(source.lines(path)) do
    if line:find "^%s*```" then is_code = not is_code end
    local columns = select(2, line:gsub("[^\128-\191]", ""))
    if columns > PROSE and not (is_code or line:find "^ *|" or line:find "^    ") then
      report(path, number, ("%d columns; a paragraph has lines of %d"):format(columns, PROSE))
    end
  end
end

local function may_have_tabs(path) return path:find "Makefile$" or path:find "%.mk$" end

rules[12] = function(report)
  for _, path in ipairs(shell.lines "git ls-files -co --exclude-standard") do
    local text = not is_data(path) and shell.read(path)
    if text and text ~= "" then
      for number, line in ipairs(source.lines(path)) do
        if line:find "%s$" then report(path, number, "trailing blanks") end
        if line:find "\t" and not may_have_tabs(path) then report(path, number, "a tab") end
      end
      if text:sub(-1) ~= "\n" then report(path, 1, "no newline at its end") end
      if path:find "%.md$" then check_prose(report, path) end
    end
  end
end

return rules
