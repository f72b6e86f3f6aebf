-- The command as a whole: help, version, exit codes, interrupts.

local command = require "spec.cli.command"
local helper = require "spec.helper"
local shell = require "tools.shell"

local NOBODY = "ASHBY_API_KEY=k ASHBY_BASE_URL=http://127.0.0.1:1"

before_each(helper.reset)

-- words, code, a part of stderr; fault, settings
local EXITS = {
  { "jobs list --max 1", 0, "there is more" },
  { "jobs list --fault", 2, "unknown option '--fault'" },
  { "jobs lst", 2, "did you mean 'list'" },
  { "job list", 2, "did you mean 'jobs'" },
  { "jobs list --status Opn", 2, "did you mean 'Open'" },
  { "jobs list --created-after soon", 2, "'30d'" },
  { "jobs list --max 0", 2, "1 or more" },
  { "jobs list --fields titel", 2, "did you mean 'title'" },
  { "jobs list -o xml", 2, "must be one of" },
  { "call job.info '{'", 2, "not JSON" },
  { "call job.info 5", 2, "JSON object" },
  { "jobs list", 3, "ASHBY_API_KEY", settings = "A=1" },
  { "jobs list", 3, "key", settings = "ASHBY_API_KEY=wrong ASHBY_BASE_URL=" .. helper.url },
  { "candidates list", 4, "candidatesRead",
    settings = "ASHBY_API_KEY=ashby-sandbox-jobs-only ASHBY_BASE_URL=" .. helper.url },
  { "jobs get 00000000-0000-4000-8000-000000000000", 5, "job.info" },
  { "jobs list", 6, "rate_limited",
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

  it("ends at once on Ctrl-C, with one line", function()
    helper.fault { times = -1, delay_ms = 20000 }
    local line = command.line "jobs list"
    local status, said = shell.run(("timeout --preserve-status -s INT 0.5 %s 2>&1"):format(line))
    assert.equal(130, status)
    assert.equal("ashby: interrupted\n", said)
  end)

  it("ends silently where nobody reads any more", function()
    local problems = os.tmpname()
    local text = shell.output(("%s 2>%s | head -n 1"):format(
      command.line "applications list --limit 20", problems))
    assert.equal("{", text:sub(1, 1))
    assert.equal("", shell.read(problems))
    shell.remove(problems)
  end)

  it("has completion for three shells", function()
    for _, name in ipairs { "bash", "zsh", "fish" } do
      local status, text = command.run("completion " .. name)
      assert.equal(0, status)
      assert.truthy(text:find("job-postings", 1, true))
    end
  end)
end)
