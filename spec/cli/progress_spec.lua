-- The line of progress: what a person sees on the terminal.

local command = require "spec.cli.command"
local helper = require "spec.helper"

before_each(helper.reset)

-- The lines that are on the screen at the end: "\r" goes to the beginning of a line,
-- and "\27[K" removes its rest.
local function screen(text)
  local lines = {}
  for line in (text .. "\n"):gmatch "(.-)\n" do
    local shown = ""
    for part in (line .. "\r"):gmatch "(.-)\r" do
      local visible = part:gsub("\27%[[%d;]*m", "")
      local kept, rest = visible:match "^\27%[K(.*)$"
      shown = kept and "" or shown
      visible = rest or kept or visible
      shown = visible .. shown:sub(#visible + 1)
      shown = shown:gsub("\27%[K.*$", "")
    end
    lines[#lines + 1] = shown
  end
  return lines
end

describe("the line of progress #slow", function()
  it("counts records and pages, and is gone at the end", function()
    local _, text = command.on_terminal("users list --limit 50 --fields id", 80)
    assert.truthy(text:find "\r%d+ records?, %d+ pages?")
    for _, line in ipairs(screen(text)) do assert.is_nil(line:find "page", line) end
  end)

  for _, format in ipairs { "table", "csv", "jsonl" } do
    it("is never before a line of the output: " .. format, function()
      local _, text = command.on_terminal("jobs list --fields title --max 3 -o " .. format, 80)
      assert.truthy(text:find("1 page", 1, true))
      assert.is_nil(table.concat(screen(text), "\n"):find("1 page", 1, true), text)
    end)
  end

  it("is never before an error", function()
    helper.fault { match = "user.list", skip = 1, times = -1, status = 404 }
    local status, text = command.on_terminal("users list --limit 50 --fields id --max 100", 80)
    assert.is_true(status ~= 0)
    local lines = screen(text)
    local last = lines[#lines] == "" and lines[#lines - 1] or lines[#lines]
    assert.truthy(last:find "^ashby: ", last)
  end)

  it("names no records where a report counts none", function()
    local _, text = command.on_terminal("report departments", 80)
    assert.truthy(text:find "\r%d+ pages?")
    assert.is_nil(text:find("0 records", 1, true))
  end)

  it("is not there on a terminal that cannot remove it, nor with --quiet", function()
    for words, settings in pairs { ["jobs list"] = " TERM=dumb", ["jobs list -q"] = "" } do
      local _, text = command.on_terminal(words, 80, helper.settings(), settings)
      assert.is_nil(text:find("\27[K", 1, true), text)
      assert.is_nil(text:find(" page", 1, true), text)
    end
  end)
end)
