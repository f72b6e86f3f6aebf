--- Specs of tables fitted to a terminal.
--
-- SPDX-License-Identifier: MIT

local table_format = require "ashby.cli.format.table"

local function drawn(columns, rows, look)
  local parts = {}
  local writer = table_format.new(function(...)
    for i = 1, select("#", ...) do parts[#parts + 1] = (select(i, ...)) end
  end, columns, look or {})
  for _, row in ipairs(rows) do
    local kinds = {}
    for i = 1, #columns do
      kinds[i] = row[i] and (tonumber(row[i]) and "number" or row.kind or "string")
    end
    writer.row(kinds, row)
  end
  writer.finish()
  return table.concat(parts)
end

describe("a table", function()
  it("lines up wide characters and numbers", function()
    assert.equal(
      "NAME    COUNT\n"
      .. "王小明      5\n"
      .. "Zoë        12\n",
      drawn({ { name = "name" }, { name = "count" } }, { { "王小明", "5" }, { "Zoë", "12" } }))
  end)

  it("cuts the widest columns, never dates and times", function()
    local text = drawn({ { name = "name" }, { name = "at", type = "datetime", whole = true } },
      { { ("x"):rep(60), "2026-01-02T03:04:05.678Z" } }, { columns = 40, utc = true })
    assert.equal("NAME" .. (" "):rep(20) .. "AT\n"
      .. ("x"):rep(21) .. "…  2026-01-02 03:04\n", text)
  end)

  it("leaves out ids where there is no room", function()
    local columns = { { name = "name" }, { name = "id", spare = 1, whole = true } }
    local rows, id = { { "Ann", ("f"):rep(36) } }, ("f"):rep(36)
    assert.equal("NAME  ID\nAnn   " .. id .. "\n", drawn(columns, rows, { columns = 80 }))
    assert.equal("NAME\nAnn\n", drawn(columns, rows, { columns = 30 }))
  end)

  it("leaves out its last columns before others say little", function()
    local columns = { { name = "a" }, { name = "b" }, { name = "c", spare = 2 },
      { name = "d", spare = 2 } }
    local rows = { { ("a"):rep(30), ("b"):rep(30), ("c"):rep(30), "d" } }
    assert.equal("A" .. (" "):rep(17) .. "B" .. (" "):rep(17) .. "C\n"
      .. "aaaaaaaaaaaaaaa…  bbbbbbbbbbbbbbb…  ccccccccccccccc…\n",
      drawn(columns, rows, { columns = 52 }))
    assert.equal("A          B\naaaaaaaa…  bbbbbbbb…\n", drawn(columns, rows, { columns = 20 }))
  end)

  it("keeps each row on one line", function()
    local text = drawn({ { name = "name" } }, { { "a\nb\27[2Jc" } })
    assert.equal("NAME\na b [2Jc\n", text)
  end)

  it("colours its head where it may", function()
    assert.equal("\27[1mA\27[0m\nx\n", drawn({ { name = "a" } }, { { "x" } }, { colour = true }))
  end)
end)
