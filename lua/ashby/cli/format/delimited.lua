--- delimited: CSV by RFC 4180, and TSV as miller reads it.
--
-- SPDX-License-Identifier: MIT

local delimited = {}

-- A spreadsheet would run a cell that begins like this, also after blanks.
local FORMULA = "^[%s%z]*[=+@-]"
local HARMLESS = "^[%d%s+().,/-]*$" -- telephone numbers, dates, amounts

local function guarded(text)
  if text:find "^[%s%z=+@-]" and (text:find(FORMULA) or text:find "^[\t\r\n]")
    and not text:find(HARMLESS) then
    return "'" .. text
  end
  return text
end

local function csv_cell(kind, text)
  if kind == nil then return "" end
  if text:find "^%w[%w ._-]*%w$" then return text end -- most of them
  if kind == "string" then text = guarded(text) end
  if text:find '[",\r\n]' or text:find "^%s" or text:find "%s$" then
    return '"' .. text:gsub('"', '""') .. '"'
  end
  return text
end

local ESCAPES = { ["\t"] = "\\t", ["\n"] = "\\n", ["\r"] = "\\r", ["\\"] = "\\\\" }

local function tsv_cell(kind, text)
  if kind == nil then return "" end
  return (text:gsub("[\t\n\r\\]", ESCAPES))
end

local function writer(write, columns, cell, separator, line_end)
  local self, cells, header = {}, {}, {}
  for i, column in ipairs(columns) do header[i] = cell("string", column.name) end
  write(table.concat(header, separator), line_end)

  function self.row(kinds, texts)
    for i = 1, #columns do cells[i] = cell(kinds[i], texts[i]) end
    -- One empty cell alone would be an empty line, which readers skip.
    local line = #columns == 1 and cells[1] == "" and separator == "," and '""'
      or table.concat(cells, separator)
    write(line, line_end)
  end

  function self.finish() end

  return self
end

function delimited.csv(write, columns)
  return writer(write, columns, csv_cell, ",", "\r\n")
end

function delimited.tsv(write, columns)
  return writer(write, columns, tsv_cell, "\t", "\n")
end

return delimited
