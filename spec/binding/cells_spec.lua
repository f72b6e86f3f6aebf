--- Specs of cells: the values at the paths of columns, from a record's exact
-- bytes, so that numbers and nested values stay as they were written.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"

local RECORD = [==[{ "id" : "1", "n": 12345678901234567890, "f": 1.10, "no": null, "yes": true,
  "o": { "s": "a\u0041\n", "list": [ {"x": 1, "y": [1, 2]}, {"x": "b c"}, {} ] }, "e": "",
  "twice": {"a": 1, "b": 2}, "twice": {"b": 3}, "l": [[{"a":{"b":1}}, null], 5, []],
  "\u0077h\u00e9": "x", "half": "\ud800.", "blank": { "a b" : "c  d", "\" " : [ 1 , "\\" ] } }]==]

-- path, kind, text
local CELLS = {
  { "id", "string", "1" }, { "n", "number", "12345678901234567890" }, { "f", "number", "1.10" },
  { "no" }, { "none" }, { "o.none" }, { "no.x" }, { "yes", "boolean", "true" },
  { "o.s", "string", "aA\n" }, { "whé", "string", "x" }, { "half", "string", "\239\191\189." },
  { "o.list.x", "json", '[1,"b c",null]' }, { "o.list.y", "json", "[[1,2],null,null]" },
  { "o.list.x.z", "json", "[null,null,null]" }, { "l.a.b", "json", "[[1,null],null,[]]" },
  { "e", "string", "" }, { "id.x" }, { "twice.a" }, { "twice.b", "number", "3" },
  { "o.list", "json", '[{"x":1,"y":[1,2]},{"x":"b c"},{}]' },
  { "blank", "json", '{"a b":"c  d","\\" ":[1,"\\\\"]}' },
}

describe("a cell", function()
  for _, row in ipairs(CELLS) do
    it("at " .. row[1], function()
      local kinds, texts = core.cells { row[1] }:texts(RECORD)
      assert.equal(row[2], kinds[1])
      assert.equal(row[3], texts[1])
    end)
  end

  it("is the same beside all others, in any order, any number of times", function()
    local paths = {}
    for i, row in ipairs(CELLS) do
      paths[i], paths[#CELLS * 2 + 1 - i] = row[1], row[1]
    end
    local cells = core.cells(paths)
    for _ = 1, 3 do
      local kinds, texts = cells:texts(RECORD)
      for i, row in ipairs(CELLS) do
        for _, place in ipairs { i, #CELLS * 2 + 1 - i } do
          assert.equal(row[2], kinds[place], row[1])
          assert.equal(row[3], texts[place], row[1])
        end
      end
      assert.same({ {}, {} }, { cells:texts "{}" })
    end
  end)

  it("of what is not an object is empty", function()
    assert.same({ {}, {} }, { core.cells { "a" }:texts "7" })
    assert.same({ { "json" }, { "[1]" } }, { core.cells { "a" }:texts '[{"a":1}]' })
  end)
end)

describe("a line", function()
  it("is the row of the same cells", function()
    local paths = {}
    for i, row in ipairs(CELLS) do paths[i] = row[1] end
    for _, form in ipairs { "csv", "tsv" } do
      local cells = core.cells(paths, form)
      local kinds, texts = cells:texts(RECORD)
      local line = cells:line(RECORD)
      assert.equal(line, cells:row(kinds, texts, #paths))
      assert.equal(line, core.cells(nil, form):row(kinds, texts, #paths))
      assert.truthy(line:find(form == "csv" and "^1,1234.*\r\n$" or "^1\t1234.*[^\r]\n$"))
    end
  end)

  it("may be long", function()
    local text, parts = ('"'):rep(70000), {}
    for i = 1, 200 do parts[i] = "a" end
    local line = core.cells(parts):line('{"a":"' .. text:gsub('"', '\\"') .. '"}')
    assert.equal(200 * (2 * 70000 + 2 + 1) + 1, #line)
  end)
end)

describe("cells", function()
  it("raise for what is not a path, JSON or a row", function()
    for _, paths in ipairs { {}, { "" }, { ".a" }, { 1 }, { "a\0b" } } do
      helper.misuse(core.cells, paths)
    end
    helper.misuse(core.cells, "a")
    helper.misuse(core.cells, { "a" }, "html")
    local cells = core.cells { "a" }
    helper.misuse(cells.line, cells, '{"a":1')
    helper.misuse(cells.texts, cells, "")
    helper.misuse(cells.row, cells, { "string" }, {}, 1)
    helper.misuse(cells.row, cells, { {} }, { "x" }, 1)
    local rows = core.cells(nil)
    helper.misuse(rows.line, rows, "{}")
    assert.equal("1\r\n", cells:line '{"a":1}')
  end)

  -- Leaves an object to be collected; fn is its finalizer.
  local newproxy = rawget(_G, "newproxy")
  local function leave(fn)
    if newproxy then
      getmetatable(newproxy(true)).__gc = fn
    else
      setmetatable({}, { __gc = fn })
    end
  end

  -- Runs fn with finalizers at as many places of it as can be had.
  local function busily(finalizer, fn)
    local pause, multiplier = collectgarbage("setpause", 1), collectgarbage("setstepmul", 10000)
    for _ = 1, 300 do
      for _ = 1, 3 do leave(finalizer) end
      fn()
    end
    collectgarbage("setpause", pause)
    collectgarbage("setstepmul", multiplier)
  end

  it("notice that a finalizer has used them in the middle, and may be used again", function()
    local long = ('{"a":"%s","b":1}'):format(("x"):rep(10000))
    for _, method in ipairs { "texts", "line" } do
      local cells = core.cells { "a", "b" }
      local right = method == "line" and cells:line(long) or ("x"):rep(10000)
      local function use() pcall(cells.texts, cells, '{"a":2}') end
      busily(use, function()
        local ok, first, texts = pcall(cells[method], cells, long)
        if ok then
          assert.equal(right, texts and texts[1] or first)
        else
          assert.matches("the cells were used by a finalizer meanwhile", first, 1, true)
        end
      end)
      assert.equal("2,\r\n", cells:line '{"a":2}')
    end
  end)
end)
