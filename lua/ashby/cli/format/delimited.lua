--- delimited: CSV by RFC 4180, and TSV as miller reads it. The core writes the
-- lines (src/engine/delimited.c).
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"

local delimited = {}

local function writer(form, write, columns)
  local self, names, strings = {}, {}, {}
  for i, column in ipairs(columns) do names[i], strings[i] = column.name, "string" end
  local rows, records = core.cells(nil, form), nil
  write(rows:row(strings, names, #names))

  function self.row(kinds, texts) write(rows:row(kinds, texts, #names)) end

  --- The names of the columns are paths into the record.
  function self.record(text)
    records = records or core.cells(names, form)
    write(records:line(text))
  end

  function self.finish() end

  return self
end

function delimited.csv(write, columns)
  return writer("csv", write, columns)
end

function delimited.tsv(write, columns)
  return writer("tsv", write, columns)
end

return delimited
