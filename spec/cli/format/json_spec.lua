--- Specs of JSON: one array, or a record on each line.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local json = require "ashby.cli.format.json"

local COLUMNS = { { name = "text" }, { name = "number" }, { name = "list" }, { name = "none" } }

local function written(form, rows)
  local parts = {}
  local writer = json[form](function(...)
    for i = 1, select("#", ...) do parts[#parts + 1] = (select(i, ...)) end
  end, COLUMNS, {})
  for _, row in ipairs(rows) do writer.row({ "string", "number", "json" }, row) end
  writer.finish()
  return table.concat(parts)
end

describe("JSON", function()
  local ROW = { 'a "b"\n/ü', "12345678901234567890", "[1,2]" }

  it("has the values as they are", function()
    local line = written("lines", { ROW })
    assert.equal('{"text":"a \\"b\\"\\n/ü","number":12345678901234567890,'
      .. '"list":[1,2],"none":null}\n', line)
    assert.equal(ROW[1], cjson.decode(line).text)
  end)

  it("is an array even for one record or none", function()
    assert.equal("[]\n", written("array", {}))
    assert.equal(1, #cjson.decode(written("array", { ROW })))
    assert.equal(3, #cjson.decode(written("array", { ROW, ROW, ROW })))
    assert.equal("", written("lines", {}))
  end)

  it("has records as they were sent, or with the fields asked for", function()
    local RECORD = '{ "a":"\\ud800",\r\n"b" : 1.0 }'
    local function of(form, paths)
      local parts = {}
      local writer = json[form](function(...) parts[#parts + 1] = table.concat { ... } end, COLUMNS,
        { paths = paths })
      writer.record(RECORD)
      writer.finish()
      return table.concat(parts)
    end
    assert.equal('{ "a":"\\ufffd","b" : 1.0 }\n', of "lines")
    assert.equal('{"b":1.0,"a":"\\ufffd"}\n', of("lines", { "b", "a" }))
    assert.equal('[\n{ "a":"\\ufffd","b" : 1.0 }\n]\n', of "array")
    assert.equal('{"b":1.0}\n', of("one", { "b" }))
  end)
end)
