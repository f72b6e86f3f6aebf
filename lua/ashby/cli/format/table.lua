--- table: rows fitted to a terminal. Long cells are cut, which a sign shows,
-- numbers are right-aligned, times are local or UTC.
--
-- SPDX-License-Identifier: MIT

local ascii = require "ashby.text.ascii"
local core = require "ashby.core"
local display = require "ashby.text.display"
local line = require "ashby.text.line"
local time = require "ashby.time"

local M = {}

local unpack = rawget(table, "unpack") or rawget(_G, "unpack")

local GAP = 2
local COMFORT = 16 -- columns that a cell keeps while there are others to drop
local LEAST = 8 -- columns below which no cell is cut

local function point_in_time(text, utc)
  local ms = time.to_ms(text)
  if not ms then return text end
  return os.date((utc and "!" or "") .. "%Y-%m-%d %H:%M", math.floor(ms / 1000))
end

local function cell_of(column, kind, text, utc)
  if kind == nil then return "" end
  if column.type == "datetime" and kind == "string" then text = point_in_time(text, utc) end
  if kind == "boolean" then text = text == "true" and "yes" or "no" end
  return line.of(text, line.UNCUT)
end

local function widest(columns, rows)
  local widths = {}
  for i, column in ipairs(columns) do widths[i] = display.width(column.title) end
  for _, row in ipairs(rows) do
    for i in ipairs(columns) do widths[i] = math.max(widths[i], display.width(row[i])) end
  end
  return widths
end

local function total(widths)
  local sum = GAP * (#widths - 1)
  for _, width in ipairs(widths) do sum = sum + width end
  return sum
end

local function remove_spare(columns, widths, rank)
  for i = #columns, 1, -1 do
    if columns[i].spare == rank then
      table.remove(columns, i)
      return table.remove(widths, i)
    end
  end
end

-- The widest column that may be cut, and the width of the next one.
local function widest_of(columns, widths)
  local first, second = nil, LEAST
  for i, column in ipairs(columns) do
    if not column.whole and (not first or widths[i] > widths[first]) then
      second = first and math.max(second, widths[first]) or second
      first = i
    elseif not column.whole then
      second = math.max(second, widths[i])
    end
  end
  return first, second
end

-- The widths, the widest made narrower until all fits, or as far as possible.
local function squeezed(columns, widths, most)
  local result = { unpack(widths) }
  local over = total(result) - most
  while over > 0 do
    local first, second = widest_of(columns, result)
    if not first or result[first] <= LEAST then break end
    local off = math.min(over, math.max(1, result[first] - second))
    result[first], over = result[first] - off, over - off
  end
  return result
end

-- Whether a cell is cut so short that it says little.
local function is_cramped(widths, narrow)
  for i, width in ipairs(narrow) do
    if width < math.min(widths[i], COMFORT) then return true end
  end
  return false
end

-- First the ids that nobody asked for are dropped, then cells are cut; the last
-- columns are dropped before others become too narrow.
local function fitted(columns, widths, most)
  while total(widths) > most and remove_spare(columns, widths, 1) do end
  local narrow = squeezed(columns, widths, most)
  while is_cramped(widths, narrow) and remove_spare(columns, widths, 2) do
    narrow = squeezed(columns, widths, most)
  end
  return narrow
end

local function line_of(columns, widths, cell)
  local cells = {}
  for i, column in ipairs(columns) do
    cells[i] = display.fit(cell(column), widths[i], column.on_right)
  end
  return (table.concat(cells, (" "):rep(GAP)):gsub(" +$", ""))
end

--- A writer of tables. spare: where there is no room, a column with 1 is
-- dropped first, with 2 last; whole: never cut.
---@param write fun(...: string)
---@param columns { name: string, title: string?, type: string?, spare: integer? }[]
---@param look { columns: integer?, utc: boolean?, colour: boolean? }
function M.new(write, columns, look)
  local self, rows, cells = {}, {}, nil
  local shown, names = {}, {}
  for i, column in ipairs(columns) do
    names[i] = column.name
    shown[i] = { title = line.of(column.title or column.name, line.UNCUT), type = column.type,
      spare = column.spare, whole = column.whole, place = i, on_right = column.on_right }
  end

  function self.row(kinds, texts)
    local row = {}
    for i, column in ipairs(shown) do
      row[i] = cell_of(column, kinds[i], texts[i], look.utc)
      if kinds[i] == "number" and column.on_right == nil then column.on_right = true end
      if kinds[i] and kinds[i] ~= "number" then column.on_right = false end
    end
    rows[#rows + 1] = row
  end

  --- The names of the columns are paths into the record.
  function self.record(text)
    cells = cells or core.cells(names)
    self.row(cells:texts(text))
  end

  function self.finish()
    local widths = widest(shown, rows)
    if look.columns then widths = fitted(shown, widths, look.columns) end
    local header = line_of(shown, widths, function(column) return ascii.upper(column.title) end)
    write(look.colour and "\27[1m" .. header .. "\27[0m" or header, "\n")
    for _, row in ipairs(rows) do
      write(line_of(shown, widths, function(column) return row[column.place] end), "\n")
    end
  end

  return self
end

return M
