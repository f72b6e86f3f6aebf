--- Specs of CSV and TSV, cell by cell.
--
-- SPDX-License-Identifier: MIT

local delimited = require "ashby.cli.format.delimited"

local function written(format, kinds, texts, names)
  local parts, columns = {}, {}
  for i = 1, #names do columns[i] = { name = names[i] } end
  local writer = delimited[format](function(...)
    for i = 1, select("#", ...) do parts[#parts + 1] = (select(i, ...)) end
  end, columns)
  writer.row(kinds, texts)
  writer.finish()
  return table.concat(parts)
end

-- kind, text, the cell in CSV, in TSV
local CELLS = {
  { "string", "plain", "plain", "plain" },
  { "string", 'say "hi"', '"say ""hi"""', 'say "hi"' },
  { "string", "a,b", '"a,b"', "a,b" },
  { "string", "a\nb", '"a\nb"', "a\\nb" },
  { "string", "a\r\nb\tc\\d", '"a\r\nb\tc\\d"', "a\\r\\nb\\tc\\\\d" },
  { "string", " blank ", '" blank "', " blank " },
  { "string", "=1+1", "'=1+1", "=1+1" },
  { "string", "+cmd|x", "'+cmd|x", "+cmd|x" },
  { "string", "-x", "'-x", "-x" },
  { "string", "@SUM(A1)", "'@SUM(A1)", "@SUM(A1)" },
  { "string", "  =1", "'  =1", "  =1" },
  { "string", "\t=1", "'\t=1", "\\t=1" },
  { "string", "+49 170 123-45", "+49 170 123-45", "+49 170 123-45" },
  { "string", "-5", "-5", "-5" },
  { "string", "(030) 12/34", "(030) 12/34", "(030) 12/34" },
  { "number", "-1e5", "-1e5", "-1e5" },
  { "number", "12345678901234567890", "12345678901234567890", "12345678901234567890" },
  { "boolean", "true", "true", "true" },
  { "json", '["a","b"]', '"[""a"",""b""]"', '["a","b"]' },
  { "string", "", "", "" },
}

describe("a cell", function()
  for i, row in ipairs(CELLS) do
    it(("%d is written so that it reads back"):format(i), function()
      assert.equal("a,b\r\n" .. row[3] .. ",x\r\n",
        written("csv", { row[1], "string" }, { row[2], "x" }, { "a", "b" }))
      assert.equal("a\tb\n" .. row[4] .. "\tx\n",
        written("tsv", { row[1], "string" }, { row[2], "x" }, { "a", "b" }))
    end)
  end

  it("that is null is empty, and an empty line is not a record", function()
    assert.equal("a,b\r\n,x\r\n", written("csv", { nil, "string" }, { nil, "x" }, { "a", "b" }))
    assert.equal('a\r\n""\r\n', written("csv", {}, {}, { "a" }))
  end)
end)
