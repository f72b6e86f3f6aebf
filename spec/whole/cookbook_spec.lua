--- docs/cookbook.md: the recipes that docs_spec does not run: the lines for a
-- shell, and the command for Neovim, with a few functions in place of the editor.
--
-- SPDX-License-Identifier: MIT

local command = require "spec.cli.command"
local helper = require "spec.helper"
local shell = require "tools.shell"

local page = assert(shell.read(helper.root .. "/docs/cookbook.md"))

local function is_here(program)
  return shell.run("command -v " .. program .. " >/dev/null 2>&1") == 0
end

-- The code blocks of a language, each with its recipe and the comment before it.
local function blocks(language)
  local list = {}
  for recipe in page:gsub("\n### ", "\1"):gmatch "\1([^\1]+)" do
    local title = recipe:match "^[^\n]+"
    for before, body in recipe:gmatch("([^\n]*)\n```" .. language .. "\n(.-)\n```") do
      list[#list + 1] = { title = title, body = body, norun = before:find "^<!%-%- norun" ~= nil,
        needs = before:match "^<!%-%- needs: (%w+)" }
    end
  end
  return list
end

describe("the cookbook", function()
  local folder

  -- ashby as a program on the path, as after make install.
  setup(function()
    helper.reset()
    folder = shell.folder()
    shell.write(folder .. "/ashby", "#!/bin/sh\nexec " .. command.line '"$@"' .. "\n")
    shell.run(("chmod +x '%s/ashby'"):format(folder))
  end)
  teardown(function() shell.remove(folder) end)

  for _, block in ipairs(blocks "sh") do
    if not block.norun and (not block.needs or is_here(block.needs)) then
      it("runs: " .. block.title, function()
        shell.write(folder .. "/recipe", "set -e\n" .. block.body .. "\n")
        local status, said = shell.run(("cd '%s'; PATH='%s':$PATH sh recipe 2>&1"):format(folder,
          folder))
        assert.equal(0, status, said)
        assert.is_true(#said > 10, said)
        local problems = said:gsub("ashby: there is more[^\n]*", "")
        for _, words in ipairs { "no jobs", "ashby: " } do
          assert.is_nil(problems:find(words, 1, true), said)
        end
      end)
    end
  end

  it("runs in Neovim", function()
    if not pcall(require, "luv") then return end
    for _, block in ipairs(blocks "lua") do
      if block.norun and block.body:find "vim%." then
        local status, said = helper.script([[
          vim = { schedule = function(fn) fn() end, notify = error, log = { levels = {} },
            api = { nvim_put = function(lines) print(#lines .. " lines") end } }
        ]] .. block.body .. "\nrequire 'luv'.run()", helper.settings())
        assert.matches("%d+ lines", said)
        assert.truthy(status)
      end
    end
  end)

  it("has at least twenty recipes", function()
    local _, count = page:gsub("\n### %d+%. ", "")
    assert.is_true(count >= 20)
  end)
end)
