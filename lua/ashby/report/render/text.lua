--- text: a report for a terminal: a table, and a bar beside each row.
--
-- SPDX-License-Identifier: MIT

local display = require "ashby.text.display"
local line = require "ashby.text.line"
local shown = require "ashby.report.render.shown"

local text = {}

local GAP, LEAST, READABLE, ROWS = 2, 8, 16, 20
local BAR, LEAST_BAR = 24, 8

local EIGHTHS = { "▏", "▎", "▍", "▌", "▋", "▊", "▉" }

-- A bar of so many columns, in eighths; any value above 0 shows.
local function bar(value, most, columns)
  if type(value) ~= "number" or value <= 0 or most <= 0 then return "" end
  local eighths = math.max(1, math.floor(value / most * columns * 8 + 0.5))
  return ("█"):rep(math.floor(eighths / 8)) .. (EIGHTHS[eighths % 8] or "")
end

local NUMBERS = { integer = true, days = true, percent = true }

local function cells_of(report, count)
  local rows = {}
  for i = 1, count do
    rows[i] = {}
    for n, column in ipairs(report.columns) do
      rows[i][n] = line.of(shown.value(column, report.rows[i][column.name]), line.UNCUT)
    end
  end
  return rows
end

local function widths_of(report, rows, kept)
  local widths = {}
  for n, column in ipairs(report.columns) do
    widths[n] = display.width(column.title)
    for _, row in ipairs(rows) do widths[n] = math.max(widths[n], display.width(row[n])) end
    if not kept[n] then widths[n] = 0 end
  end
  return widths
end

local function total(widths, kept)
  local sum = 0
  for n, width in ipairs(widths) do sum = sum + (kept[n] and width + GAP or 0) end
  return sum - GAP
end

-- Takes columns from the widest texts until all fits.
local function squeeze(report, widths, kept, most)
  while total(widths, kept) > most do
    local widest
    for n, column in ipairs(report.columns) do
      local may_shrink = kept[n] and not NUMBERS[column.type] and widths[n] > LEAST
      if may_shrink and (not widest or widths[n] > widths[widest]) then widest = n end
    end
    if not widest then return end
    widths[widest] = widths[widest] - 1
  end
end

-- The columns of a bar: what the table leaves, or some of it. None where a name
-- would be cut to a few letters for it.
local function room_for_bars(report, widths, kept, columns)
  local left = columns - GAP - total(widths, kept)
  if left >= LEAST_BAR then return math.min(BAR, left) end
  local tried = {}
  for n, width in ipairs(widths) do tried[n] = width end
  squeeze(report, tried, kept, columns - LEAST_BAR - GAP)
  for n, width in ipairs(tried) do
    if width < math.min(widths[n], READABLE) then return 0 end
  end
  return LEAST_BAR
end

local function line_of(report, widths, kept, cells)
  local parts = {}
  for n, column in ipairs(report.columns) do
    if kept[n] then
      parts[#parts + 1] = display.fit(cells[n], widths[n], NUMBERS[column.type])
    end
  end
  return table.concat(parts, (" "):rep(GAP))
end

local function titles(report)
  local list = {}
  for n, column in ipairs(report.columns) do list[n] = column.title end
  return list
end

-- Ids are for programs; a person sees what they stand for.
local function kept_columns(report)
  local kept = {}
  for n, column in ipairs(report.columns) do kept[n] = column.type ~= "id" end
  return kept
end

--- A report as text. look: columns of the terminal (80), colour, rows (20).
---@param report table  as report.run gives it
---@param look table?
---@return string
function text.render(report, look)
  look = look or {}
  local lines, count = {}, math.min(#report.rows, look.rows or ROWS)
  local function add(words) lines[#lines + 1] = (words:gsub(" +$", "")) end
  local bold = look.colour and "\27[1m%s\27[0m" or "%s"
  add(bold:format(line.of(report.title, line.UNCUT)))
  local columns = look.columns or 80
  for _, words in ipairs(display.wrap(line.of(report.note, line.UNCUT), columns)) do add(words) end
  add ""
  if #report.rows == 0 then
    add "Nothing to show."
    return table.concat(lines, "\n") .. "\n"
  end
  local kept, cells = kept_columns(report), cells_of(report, count)
  local widths = widths_of(report, cells, kept)
  local chart, most = report.chart, shown.most(report)
  local bars = chart and room_for_bars(report, widths, kept, columns) or 0
  squeeze(report, widths, kept, columns - (bars > 0 and bars + GAP or 0))
  add(bold:format(line_of(report, widths, kept, titles(report))))
  for i = 1, count do
    local drawn = bars > 0 and bar(report.rows[i][chart.value], most, bars) or ""
    add(line_of(report, widths, kept, cells[i]) .. (drawn ~= "" and (" "):rep(GAP) .. drawn or ""))
  end
  if #report.rows > count then
    add(("and %d more; -o csv or json has all"):format(#report.rows - count))
  end
  return table.concat(lines, "\n") .. "\n"
end

return text
