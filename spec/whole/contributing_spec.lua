--- CONTRIBUTING and docs/internals: what they say about where things happen is
-- true: every path that CONTRIBUTING names exists, and every function that a page
-- names after a file is in that file.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local shell = require "tools.shell"

local function read(path) return assert(shell.read(helper.root .. "/" .. path), path) end

-- The folders to which the paths in the text are relative.
local FOLDERS = { "", "lua/ashby/", "lua/ashby/exchange/", "lua/ashby/lists/",
  "lua/ashby/search/", "src/engine/", "spec/", "tools/" }

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

  it("names enough functions to go by", function()
    assert.is_true(select(2, text:gsub("`[%w_./]+: [%w_]+`", "")) >= 5)
  end)
end)

local pages = { "CONTRIBUTING.md" }
for _, name in ipairs(shell.lines(("ls '%s/docs/internals'"):format(helper.root))) do
  pages[#pages + 1] = "docs/internals/" .. name
end

for _, page in ipairs(pages) do
  it(page .. " names only functions that are in the file", function()
    for path, name in read(page):gmatch "`([%w_./]+%.[luach]+):%s+([%w_.]+)`" do
      local file = assert(find(path), path)
      local pattern = "%f[%w_]" .. name:match "[%w_]+$" .. "%f[^%w_]"
      assert.truthy(read(file):find(pattern), path .. ": " .. name)
    end
  end)
end
