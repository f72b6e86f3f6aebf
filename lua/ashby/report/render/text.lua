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

-- A bar, exact to an eighth of a column; any value above 0 shows.
local function bar(value, most, columns)
  if type(value) ~= "number" or value <= 0 or most <= 0 then return "" end
  local eighths = math.max(1, math.floor(value / most * columns * 8 + 0.5))
  return ("█"):rep(math.floor(eighths / 8)) .. (EIGHTHS[eighths % 8] or "")
end

local NUMBERS = { integer = true, days = true, percent = true }
local DAY = 10 -- columns of a time without its hour

-- The columns that are shown, each with its cells, and as wide as the widest. Ids
-- are for programs; a person sees what they stand for.
local function columns_of(report, count)
  local list = {}
  for _, column in ipairs(report.columns) do
    if column.type ~= "id" then
      local title, cells, width = line.of(column.title, line.UNCUT), {}, 0
      for i = 1, count do
        cells[i] = line.of(shown.value(column, report.rows[i][column.name]), line.UNCUT)
        width = math.max(width, display.width(cells[i]))
      end
      list[#list + 1] = { name = column.name, title = title, heads = { title }, cells = cells,
        inside = width, width = math.max(width, display.width(title)),
        is_number = NUMBERS[column.type], is_time = column.type == "time" }
    end
  end
  return list
end

local function total(list, width_of)
  local sum = -GAP
  for _, column in ipairs(list) do
    sum = sum + GAP + (width_of and width_of(column) or column.width)
  end
  return sum
end

-- Makes room without cutting a name: headings of several lines, times without the
-- hour.
local function tighten(list)
  for _, column in ipairs(list) do
    if column.is_time then
      for i, cell in ipairs(column.cells) do column.cells[i] = cell:sub(1, DAY) end
      column.inside = math.min(column.inside, DAY)
    end
    local width = column.inside
    for word in column.title:gmatch "%S+" do width = math.max(width, display.width(word)) end
    column.width, column.heads = width, display.wrap(column.title, width)
  end
end

local function may_shrink(column)
  return not column.is_number and not column.is_time and column.width > LEAST
end

local function least(column)
  return may_shrink(column) and LEAST or column.width
end

-- Leaves out the last columns, for which there is no room, but neither the first
-- one nor those of the chart. Returns their titles.
local function leave_out(list, chart, most)
  local kept, titles = {}, {}
  for _, role in ipairs { "label", "value", "part" } do
    if chart and chart[role] then kept[chart[role]] = true end
  end
  for n = #list, 2, -1 do
    if total(list, least) > most and not kept[list[n].name] then
      table.insert(titles, 1, table.remove(list, n).title)
    end
  end
  return titles
end

-- Takes columns from the widest texts until all fits.
local function squeeze(list, most)
  while total(list) > most do
    local widest
    for _, column in ipairs(list) do
      if may_shrink(column) and (not widest or column.width > widest.width) then widest = column end
    end
    if not widest then return end
    widest.width = widest.width - 1
  end
end

-- The width of the bars: what the table leaves, or part of it. There are none if
-- names would be cut to a few letters for them.
local function room_for_bars(list, columns)
  local left = columns - GAP - total(list)
  if left >= LEAST_BAR then return math.min(BAR, left) end
  local function readable(column)
    return may_shrink(column) and math.min(column.width, READABLE) or column.width
  end
  return total(list, readable) + GAP + LEAST_BAR <= columns and LEAST_BAR or 0
end

local function line_of(list, text_of)
  local parts = {}
  for n, column in ipairs(list) do
    parts[n] = display.fit(text_of(column), column.width, column.is_number)
  end
  return table.concat(parts, (" "):rep(GAP))
end

-- The lines of the headings; shorter ones are at the bottom.
local function headings(list)
  local height, lines = 0, {}
  for _, column in ipairs(list) do height = math.max(height, #column.heads) end
  for i = 1, height do
    lines[i] = line_of(list, function(column)
      return column.heads[#column.heads - height + i] or ""
    end)
  end
  return lines
end

-- Makes the columns fit. Returns the width of the bars, and the titles of the
-- columns that are left out.
local function arrange(list, chart, columns)
  if total(list) + (chart and GAP + LEAST_BAR or 0) > columns then tighten(list) end
  local left_out = leave_out(list, chart, columns)
  local bars = chart and room_for_bars(list, columns) or 0
  squeeze(list, columns - (bars > 0 and bars + GAP or 0))
  return bars, left_out
end

--- A report as text. look: the width of the terminal in columns (80), colour, rows
-- (20).
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
  local chart, most, list = report.chart, shown.most(report), columns_of(report, count)
  local bars, left_out = arrange(list, chart, columns)
  for _, words in ipairs(headings(list)) do add(bold:format((words:gsub(" +$", "")))) end
  for i = 1, count do
    local drawn = bars > 0 and bar(report.rows[i][chart.value], most, bars) or ""
    add(line_of(list, function(column) return column.cells[i] end)
      .. (drawn ~= "" and (" "):rep(GAP) .. drawn or ""))
  end
  if #report.rows > count then
    add(("and %d more; -o csv or json has all"):format(#report.rows - count))
  end
  if #left_out > 0 then
    add(("no room for %s; -o csv or json has all"):format(table.concat(left_out, ", ")))
  end
  return table.concat(lines, "\n") .. "\n"
end

return text
