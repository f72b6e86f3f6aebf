--- Specs of folding: the table is Unicode's own.
--
-- SPDX-License-Identifier: MIT
-- The runs compared with Python's Unicode data, where Python is installed.

local shell = require "tools.shell"

local SCRIPT = [[
def fold(c):
    ch = chr(c); f = ch.casefold(); l = ch.lower()
    if len(f) == 1: return ord(f)
    return ord(l) if len(l) == 1 else c
import sys
for c in range(0x80, 0x3100):
    if fold(c) != c: print("%x %x" % (c, fold(c)))
]]

describe("folding", function()
  it("is that of Unicode", function()
    local path = os.tmpname()
    shell.write(path, SCRIPT)
    local code, text = shell.run("python3 " .. path .. " 2>/dev/null")
    os.remove(path)
    if code ~= 0 then return pending "python3 is not installed" end
    local map, runs, count = {}, require "ashby.search.folding", 0
    for n = 1, #runs, 4 do
      for c = runs[n], runs[n + 1], runs[n + 2] do map[c] = c + runs[n + 3] end
    end
    for from, to in text:gmatch "(%x+) (%x+)" do
      local c = tonumber(from, 16)
      assert.equal(tonumber(to, 16), map[c] or c, from)
      count = count + 1
    end
    assert.is_true(count > 500)
  end)
end)
