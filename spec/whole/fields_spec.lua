--- docs/fields.md and the records agree: each member of a record is in the page,
-- and what the page does not call absent or null is always there.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local helper = require "spec.helper"
local shell = require "tools.shell"

local page = assert(shell.read(helper.root .. "/docs/fields.md"))

-- entity -> path -> { type =, notes = }
local function documented(entity)
  local part = page:match("\n## " .. entity .. "\n(.-)\n## ") or page:match("\n## " .. entity
    .. "\n(.*)$")
  local found = {}
  for path, type, notes in part:gmatch "\n| `([^`]+)` | ([^\n]-) | ([^\n]-) |" do
    found[path] = { type = type, notes = notes }
  end
  return found
end

local function says(row, words)
  return row.notes:find(words, 1, true) ~= nil
end

local PLAIN = { id = "string", string = "string", time = "string", url = "string",
  boolean = "boolean", number = "number", object = "table" }

-- Members that the service sends and does not document, as does the sandbox.
local NOT_DESCRIBED = { scores = true, signals = true, linkedProfiles = true,
  ["x-future"] = true }

local check

local function check_value(known, path, value)
  local row = known[path]
  if not row and NOT_DESCRIBED[path] then return end
  assert(row, path .. " is not documented")
  if value == ashby.null then
    assert(says(row, "may be null") or row.type:find " or ", path .. " is null")
  elseif row.type:find "^array of object" then
    for _, item in ipairs(value) do check(known, path .. "[].", item) end
  elseif row.type == "object" then
    check(known, path .. ".", value)
  elseif PLAIN[row.type] then
    assert.equal(PLAIN[row.type], type(value), path)
  end
end

-- The members that are always there by the page, by the prefix of their path,
-- computed once for each, since there are thousands of records.
local always = setmetatable({}, { __mode = "k" })

local function always_there(known, prefix)
  always[known] = always[known] or {}
  if always[known][prefix] == nil then
    local names = false
    for path, row in pairs(known) do
      local name = path:sub(1, #prefix) == prefix and path:sub(#prefix + 1)
      names = name and (names or {}) or names
      if name and name:find "^[%w_]+$" and not says(row, "may be absent")
        and not says(row, "only get") then
        names[#names + 1] = name
      end
    end
    always[known][prefix] = names
  end
  return always[known][prefix]
end

function check(known, prefix, record)
  local names = always_there(known, prefix)
  if not names then return end
  for name, value in pairs(record) do check_value(known, prefix .. name, value) end
  for _, name in ipairs(names) do
    assert(record[name] ~= nil, prefix .. name .. " is absent")
  end
end

-- Of the large entities the slow specs read all, the others some.
local SOME = 300

describe("docs/fields.md", function()
  for _, entity in ipairs(ashby.entities()) do
    local function check_records(most)
      local known = documented(entity)
      for i, record in ipairs(helper.data(entity)) do
        if i > most then break end
        check(known, "", record)
      end
    end

    it("has each field of the first records of " .. entity, function() check_records(SOME) end)

    it("has each field of each record of " .. entity .. " #slow", function()
      check_records(math.huge)
    end)
  end

  it("marks what only get has", function()
    assert.truthy(says(documented "applications".applicationHistory, "only get"))
    assert.is_false(says(documented "applications".status, "only get"))
  end)
end)
