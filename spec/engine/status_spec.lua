--- Specs of status: every failure of the engine has a name, a message and a kind
-- for the user, and is brought about by a test, or this file says why not.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local corpus = require "spec.fixtures.json"
local errors = require "ashby.errors"
local helper = require "spec.helper"
local outcomes = require "spec.fixtures.outcomes"
local shell = require "tools.shell"

local PLAIN = { body = "{}", seconds = 5 }

local function source(path)
  return assert(shell.read(helper.root .. "/src/engine/" .. path), path)
end

-- { member =, name =, message = } of each row, in order.
local function read_rows()
  local rows = {}
  local pattern = "{(ASH_[%u%d_]+),%s*\"([^\"]+)\",%s*\"([^\"]+)\"}"
  for member, name, message in source("status.c"):gmatch(pattern) do
    rows[#rows + 1] = { member = member, name = name, message = message }
  end
  return rows
end

local function read_members()
  local members = {}
  local body = source("status.h"):match("enum ash_status {(.-)};"):gsub("/%*.-%*/", "")
  for member in body:gmatch "ASH_[%u%d_]+" do members[#members + 1] = member end
  assert(table.remove(members) == "ASH_STATUS_COUNT")
  return members
end

local rows = read_rows()

-- Those that a kept file can bring about.
local function with_file(work)
  local path = helper.dir .. "/status_spec.file"
  local file = assert(core.file(path))
  local value, code, message = work(file, path)
  file:close()
  os.remove(path .. ".lock")
  return value, code, message
end

-- Those that neither the network nor a bad text brings about.
local REACH = {
  closed = function()
    local session = helper.new_session()
    session:close()
    return session:request("/job.list", PLAIN)
  end,
  cancelled = function()
    local session = helper.new_session()
    local transfer = session:request("/job.list", PLAIN)
    transfer:close()
    session:close()
    return transfer:result()
  end,
  file = function() return core.file "/no-such-folder/file" end,
  locked = function()
    return with_file(function(_, path) return core.file(path) end)
  end,
  lock_lost = function()
    return with_file(function(file, path)
      os.remove(path .. ".lock")
      return file:save "x"
    end)
  end,
  value_limit = function() return core.document("[1,2]", { max_values = 1 }) end,
  json_end = function() return core.document "[" end,
  json_depth = function() return core.document(("["):rep(201)) end,
}

local REASONS = {
  refused = "takes a server of HTTP/2: spec/whole/hostile_spec.lua",
  flood = "takes a server of HTTP/2: spec/whole/hostile_spec.lua",
  ok = "no failure",
  no_memory = "spec/torture refuses every allocation in turn",
  too_large = "only inside the engine: the buffer's owner names what was too large",
  unsupported = "needs another libcurl: spec/engine/libcurl_spec.lua",
  foreign = "takes a fork: spec/engine/file_spec.lua, spec/whole/fork_spec.lua",
  send = "whether the kernel refuses a byte while sending is a matter of timing",
  json_limit = "takes a text of 4 GiB",
}

describe("the statuses", function()
  it("have one row each, in the order of their numbers", function()
    local members = read_members()
    assert.is_true(#rows > 25)
    assert.equal(#members, #rows)
    for i, row in ipairs(rows) do assert.equal(members[i], row.member) end
  end)

  it("have the name of their number", function()
    for _, row in ipairs(rows) do assert.equal(row.member, "ASH_" .. row.name:upper()) end
  end)

  it("are those of core.statuses, each with a message of its own", function()
    local told, seen = core.statuses(), {}
    for _, row in ipairs(rows) do
      assert.equal(row.message, told[row.name])
      assert.is_nil(seen[row.message])
      seen[row.message] = true
      assert.matches("^%w.*[%w]$", row.message)
      told[row.name] = nil
    end
    assert.is_nil(next(told))
  end)
end)

describe("a status", function()
  for _, row in ipairs(rows) do
    if row.name ~= "ok" then
      it("has a kind: " .. row.name, function()
        local listed = errors.code(row.name)
        local known = listed and listed.kind or row.name:find "^json_" and "protocol"
        assert.truthy(known, "no row in errors/kinds.lua")
        assert.truthy(errors.kind(known))
        local err = errors.new { code = row.name, message = row.message }
        assert.equal(known, err.kind)
        assert.equal(row.name, err.code)
        assert.truthy(tostring(err):find(row.message, 1, true))
      end)
    end
  end

  for name, reach in pairs(REACH) do
    it("can be brought about: " .. name, function()
      local value, code, message = reach()
      assert.is_nil(value)
      assert.equal(name, code)
      assert.equal(1, (message:find(core.statuses()[name], 1, true)))
    end)
  end

  it("is brought about by a test, or has a reason", function()
    local reached = {}
    for name in pairs(REACH) do reached[name] = true end
    for _, row in ipairs(outcomes) do reached[row.code] = true end
    for _, case in ipairs(corpus.wrong) do reached[case[3]] = true end
    for _, row in ipairs(rows) do
      assert.truthy(reached[row.name] or REASONS[row.name], row.name .. " is not tested")
      assert.is_falsy(reached[row.name] and REASONS[row.name])
    end
    local names = core.statuses()
    for name in pairs(reached) do assert.truthy(names[name], name .. " is not a status") end
    for name in pairs(REASONS) do assert.truthy(names[name], name .. " is not a status") end
  end)
end)
