--- Specs of sync against crashes: a separate process keeps a copy of two lists
-- and is killed at 50 places (between records, before, within and after commit),
-- each time after more has changed. The next process goes on. At the end nothing
-- may be missing.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local helper = require "spec.helper"
local shell = require "tools.shell"

-- The program: each record is on the disk before it goes on.
-- argv: folder, where to be killed (records, save or commit), and the n-th time.
local PROGRAM = [[
local dir, place, number = arg[1], arg[2], tonumber(arg[3])
local core = require "ashby.core"
local ashby = require "ashby"

local function die() os.execute "kill -9 $PPID"; while true do end end

local passed = { records = 0, half = 0, written = 0, saved = 0, before = 0, after = 0 }
local function reach(where)
  passed[where] = passed[where] + 1
  if where == place and passed[where] == number then die() end
end

local open = core.file
function core.file(at)
  local file, code, message = open(at)
  if not file then return nil, code, message end
  local proxy = { path = function() return file:path() end, close = function() file:close() end }
  function proxy:save(text)
    local new = assert(io.open(file:path() .. ".new", "w"))
    local middle = math.floor(#text / 2)
    new:write(text:sub(1, middle))
    new:flush()
    reach "half"
    new:write(text:sub(middle + 1))
    new:close()
    reach "written"
    local ok, problem, words = file:save(text)
    reach "saved"
    return ok, problem, words
  end
  return proxy
end

local copy = assert(io.open(dir .. "/copy", "a"))
local s = assert(ashby.sync { state = dir .. "/state.json" })
for _, entity in ipairs { "users", "candidate_tags" } do
  local it = s.changes(entity, { raw = true, limit = 20 })
  while true do
    local record, err = it:next()
    if err then error(err) end
    if not record then break end
    copy:write(entity, " ", record, "\n")
    copy:flush()
    reach "records"
  end
  reach "before"
  assert(s.commit())
  reach "after"
end
assert(s.commit())
s.close()
copy:close()
]]

local function read_lines(path)
  local lines = {}
  for line in io.lines(path) do lines[#lines + 1] = line end
  return lines
end

-- 50 places: the n-th record (also those of the first pass, and of the second
-- list), and each step of both commits.
local PLACES = {}
for _, n in ipairs { 1, 2, 19, 20, 21, 40, 99, 107, 108, 109, 120 } do
  PLACES[#PLACES + 1] = { "records", n }
end
for _ = 1, 3 do
  for _, place in ipairs { "before", "half", "written", "saved", "after" } do
    for n = 1, 2 do PLACES[#PLACES + 1] = { place, n } end
  end
end
for n = 1, 9 do PLACES[#PLACES + 1] = { "records", n } end

describe("a program that syncs", function()
  local dir

  before_each(function()
    helper.reset()
    dir = shell.folder()
    shell.write(dir .. "/program.lua", PROGRAM)
  end)

  after_each(function() shell.remove(dir) end)

  -- Runs it: whether it ran to its end.
  local function run(place, number)
    local code = shell.run(("{ %s '%s' '%s/program.lua' '%s' %s %d >'%s/said' 2>&1; } 2>/dev/null")
      :format(helper.settings(), helper.lua, dir, dir, place, number, dir))
    assert(code == 0 or code == 137, shell.read(dir .. "/said"))
    return code == 0
  end

  -- The records that the program has, the last of each id.
  local function copied()
    local copy = { users = {}, candidate_tags = {} }
    for _, line in ipairs(read_lines(dir .. "/copy")) do
      local entity, text = line:match "^([%w_]+) (.*)$"
      local record = cjson.decode(text)
      copy[entity][record.id] = record
    end
    return copy
  end

  local function truth()
    local full = { users = {}, candidate_tags = {} }
    for entity, records in pairs(full) do
      for _, record in ipairs(helper.data(entity)) do records[record.id] = record end
    end
    return full
  end

  it("loses nothing, although it is killed at 50 places #slow", function()
    assert.equal(50, #PLACES)
    for i, place in ipairs(PLACES) do
      assert.is_false(run(place[1], place[2]), ("%s %d was not reached"):format(place[1], place[2]))
      helper.control("POST", "change", { entity = "users", update = 3, create = 1, seed = i })
      helper.control("POST", "change", { entity = "candidate_tags", update = 2, seed = i })
    end
    assert.is_true(run("nowhere", 0))
    assert.is_nil(helper.difference(truth(), copied()))
    assert.is_true(run("nowhere", 0))
    local requests = helper.requests()
    assert.is_string(cjson.decode(requests[#requests].body).syncToken) -- no more full passes
  end)

  it("gets again what was not committed, and nothing else", function()
    assert.is_true(run("nowhere", 0))
    local before = #read_lines(dir .. "/copy")
    helper.control("POST", "change", { entity = "users", update = 7 })
    for _ = 1, 3 do assert.is_false(run("written", 1)) end
    assert.equal(before + 21, #read_lines(dir .. "/copy"))
    assert.is_false(run("saved", 1))
    assert.equal(before + 28, #read_lines(dir .. "/copy"))
    assert.is_true(run("nowhere", 0))
    assert.equal(before + 28, #read_lines(dir .. "/copy"))
  end)
end)
