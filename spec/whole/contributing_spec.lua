--- CONTRIBUTING: what it says about where things happen is true: every path that
-- it names exists, and every function that it names after one is in that file.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local shell = require "tools.shell"

local function read(path) return assert(shell.read(helper.root .. "/" .. path), path) end

-- The folders to which the paths in the text are relative.
local FOLDERS = { "", "lua/ashby/", "lua/ashby/exchange/", "src/engine/", "spec/",
  "tools/" }

local function find(path)
  for _, folder in ipairs(FOLDERS) do
    local status = shell.run(("ls -d '%s/%s' 2>/dev/null"):format(helper.root, folder .. path))
    if status == 0 then return folder .. path end
  end
end

describe("CONTRIBUTING", function()
  local text = read "CONTRIBUTING.md"

  it("names only files and folders that exist", function()
    local count = 0
    for path in text:gmatch "`([%w_./-]+)[^`*\n]*`" do
      if path:find "^%l[%w_]*/" or path:find "%.lua$" or path:find "%.c$" then
        count = count + 1
        assert.truthy(find(path), path .. " does not exist")
      end
    end
    assert.is_true(count > 40)
  end)

  it("names only functions that are in the file", function()
    local count = 0
    for path, name in text:gmatch "`([%w_./]+): ([%w_]+)`" do
      count = count + 1
      local file = assert(find(path), path)
      assert.truthy(read(file):find("%f[%w_]" .. name .. "%f[^%w_]"), path .. ": " .. name)
    end
    assert.is_true(count >= 5)
  end)
end)
