--- Specs of the command as a whole: help, version, exit codes, interrupts.
--
-- SPDX-License-Identifier: MIT

local command = require "spec.cli.command"
local helper = require "spec.helper"
local shell = require "tools.shell"

local NOBODY = "ASHBY_API_KEY=k ASHBY_BASE_URL=http://127.0.0.1:1"

before_each(helper.reset)

-- words, code, a part of stderr; fault, settings
local EXITS = {
  { "jobs list --max 1", 0, "there is more" },
  { "jobs list --fault", 2, "unknown option '--fault' (see ashby jobs list --help)" },
  { "jobs list --base-url http://10.1.2.3", 2, "--base-url: over http://" },
  { "jobs list --base-url http://10.1.2.3", 2, "where that way is safe, --allow-http" },
  { "jobs lst", 2, "did you mean 'list'" },
  { "job list", 2, "did you mean 'jobs'" },
  { "jobs list --status Opn", 2, "did you mean 'Open'" },
  { "jobs list --created-after soon", 2, "'30d'" },
  { "jobs list --max 0", 2, "1 or more" },
  { "jobs list --fields titel", 2, "did you mean 'title'" },
  { "jobs list -o xml", 2, "one of table, jsonl" },
  { "call job.info '{'", 2, "not JSON" },
  { "call job.info 5", 2, "JSON object" },
  { "jobs list", 3, "ASHBY_API_KEY, or ASHBY_API_KEY_FILE to a file", settings = "A=1" },
  { "jobs list", 3, "key", settings = "ASHBY_API_KEY=wrong ASHBY_BASE_URL=" .. helper.url },
  { "candidates list", 4, "candidatesRead",
    settings = "ASHBY_API_KEY=ashby-sandbox-jobs-only ASHBY_BASE_URL=" .. helper.url },
  { "jobs get 00000000-0000-4000-8000-000000000000", 5, "job.info" },
  { "jobs list", 6, "; try again in 1000 s",
    fault = { times = -1, status = 429, headers = { ["Retry-After"] = "1000" } } },
  { "jobs list", 7, "no connection", settings = NOBODY },
  { "jobs list", 8, "server", fault = { times = -1, status = 500 } },
  { "jobs list", 8, "protocol", fault = { times = -1, body = "<html>" } },
  { "jobs list --to /nowhere/x.csv", 1, "cannot write /nowhere/x.csv" },
}

describe("the exit code", function()
  for _, row in ipairs(EXITS) do
    it(("of `ashby %s` is %d where it says %s"):format(row[1], row[2], row[3]), function()
      if row.fault then helper.fault(row.fault) end
      local status, text, said = command.run(row[1], row.settings)
      assert.equal(row[2], status, said)
      assert.truthy(said:find(row[3], 1, true), said)
      assert.truthy(said:find "^ashby: [^\n]+\n$", said) -- one line
      if status ~= 0 then assert.equal("", text) end
    end)
  end

  it("is in the help", function()
    local status, text = command.run "--help"
    assert.equal(0, status)
    for _, code in ipairs { 0, 1, 2, 3, 4, 5, 6, 7, 8, 130 } do
      assert.truthy(text:find("\n%s+" .. code .. "%s"), code)
    end
  end)
end)

describe("the command", function()
  it("shows its help without words", function()
    local status, text = command.run ""
    assert.equal(0, status)
    assert.truthy(text:find("Usage: ashby", 1, true))
  end)

  it("prints its version without loading anything else", function()
    local status, text = command.run("--version", "LUA_CPATH=/nowhere/?.so")
    assert.equal(0, status)
    assert.equal("ashby " .. require "ashby.version" .. "\n", text)
  end)

  it("says in one line what is not installed", function()
    local own = ("LUA_PATH='%s/lua/?.lua;%s/lua/?/init.lua'"):format(helper.root, helper.root)
    for settings, words in pairs { [own] = "the command needs argparse: apt install lua-argparse",
      ["LUA_CPATH=/nowhere/?.so"] = "lua-cjson is not installed: apt install lua-cjson" } do
      local status, text, said = command.run("jobs list", settings)
      assert.equal(1, status)
      assert.equal("", text)
      assert.truthy(said:find("^ashby: " .. words:gsub("%-", "%%-") .. "[^\n]*\n$"), said)
    end
  end)

  it("ends at once on Ctrl-C, with one line", function()
    helper.fault { times = -1, delay_ms = 20000 }
    local line = command.line "jobs list"
    local status, said = shell.run(("timeout --preserve-status -s INT 0.5 %s 2>&1"):format(line))
    assert.equal(130, status)
    assert.equal("ashby: interrupted\n", said)
  end)

  it("ends silently if its output is no longer read", function()
    local problems = os.tmpname()
    local text = shell.output(("%s 2>%s | head -n 1"):format(
      command.line "applications list --limit 20", problems))
    assert.equal("{", text:sub(1, 1))
    assert.equal("", shell.read(problems))
    shell.remove(problems)
  end)

end)

-- A shell's words for: begun words -> what it offers, one on a line.
local COMPLETES = {
  bash = function(file, words)
    local list = {}
    for word in words:gmatch "%S+" do list[#list + 1] = command.quote(word) end
    if words:find " $" then list[#list + 1] = "''" end
    return ("bash -c '. %s; COMP_WORDS=(%s); COMP_CWORD=%d; _ashby; printf \"%%s\\n\" "
      .. "\"${COMPREPLY[@]}\"'"):format(file, table.concat(list, " "):gsub("'", '"'), #list - 1)
  end,
  fish = function(file, words)
    return ("fish -c 'source %s; complete -C \"%s\"' | cut -f1"):format(file, words)
  end,
}

-- Words and some of what is offered after them.
local OFFERS = {
  { "ashby cand", "candidates", "candidate-tags" }, { "ashby jobs ", "list", "get", "search" },
  { "ashby jobs list --sta", "--status" }, { "ashby jobs list -o ", "csv", "table" },
  { "ashby jobs list --status ", "Open", "Closed" },
}

describe("completion", function()
  local file = os.tmpname()

  teardown(function() shell.remove(file) end)

  for name, line_of in pairs(COMPLETES) do
    it("offers words in " .. name, function()
      if shell.run("command -v " .. name .. " >/dev/null") ~= 0 then
        return pending(name .. " is not installed")
      end
      local status, text = command.run("completion " .. name)
      assert.equal(0, status)
      shell.write(file, text)
      for _, row in ipairs(OFFERS) do
        local offered = "\n" .. shell.output("{ " .. line_of(file, row[1]) .. "; } 2>&1") .. "\n"
        for i = 2, #row do
          assert.truthy(offered:find("\n" .. row[i] .. "\n", 1, true), row[1] .. ": " .. offered)
        end
      end
    end)
  end

  it("is there for zsh", function()
    local status, text = command.run "completion zsh"
    assert.equal(0, status)
    assert.truthy(text:find("^#compdef ashby"))
    assert.truthy(text:find("job-postings", 1, true))
    assert.truthy(text:find("(Draft Open Closed Archived)", 1, true))
  end)
end)
