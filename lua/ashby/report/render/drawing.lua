--- drawing: a report's chart in SVG: a bar for each row, or a column for each month.
-- The page's words beneath it say how much of the report there was room for.
--
-- SPDX-License-Identifier: MIT

local display = require "ashby.text.display"
local line = require "ashby.text.line"
local escape = require "ashby.report.render.escape"
local shown = require "ashby.report.render.shown"

local BARS = 20 -- of a drawing; the table has all

local WIDTH, LABEL, VALUE = 800, 240, 70
local AXIS, WIDEST = 64, 60 -- room for the numbers of the axis; of one column
local CHARACTER = 8.3 -- pixels, at 13 px in the widest of the common fonts

-- Roughly the room that a text takes, rather too much than too little.
local function pixels(text)
  local _, capitals = text:gsub("%u", "")
  local _, wide = text:gsub("[MWmw@%%]", "")
  return display.width(text) * CHARACTER + capitals * 2 + wide * 4.7
end

-- The text as far as there is room for it.
local function fitted(text, room)
  text = line.of(tostring(text or ""), line.UNCUT)
  local columns = math.floor(room / CHARACTER)
  local short = display.cut(text, columns)
  while columns > 1 and pixels(short) > room do
    columns = columns - 1
    short = display.cut(text, columns)
  end
  return short
end

local function name_of(row, chart)
  local name = row[chart.label]
  return (name == nil or name == "") and "(no name)" or name
end

local function rect(class, x, y, width, height)
  return ('<rect class="%s" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>'):format(class, x, y,
    width, height)
end

local function label(x, y, anchor, text)
  return ('<text x="%.1f" y="%.1f" text-anchor="%s">%s</text>'):format(x, y, anchor, escape(text))
end

local function number(value)
  return value == math.floor(value) and ("%.0f"):format(value) or ("%.1f"):format(value)
end

-- What is missing is not 0.
local function figure(value)
  return type(value) == "number" and number(value) or "no figure"
end

local function numeric(value)
  return type(value) == "number" and value or 0
end

-- A row for each bar: its label, the bar with its part, the value.
local function bars(report, count)
  local chart, most, step = report.chart, shown.most(report), 24
  local parts, room = {}, WIDTH - LABEL - VALUE
  for i = 1, count do
    local row, y = report.rows[i], (i - 1) * step
    local value = numeric(row[chart.value])
    local width = most > 0 and value / most * room or 0
    if value > 0 then width = math.max(width, 1) end
    parts[#parts + 1] = label(LABEL - 10, y + 16, "end",
      fitted(name_of(row, chart), LABEL - 10))
    parts[#parts + 1] = rect("bar", LABEL, y + 4, width, step - 8)
    if chart.part and value > 0 then
      parts[#parts + 1] = rect("part", LABEL, y + 4, width * numeric(row[chart.part]) / value,
        step - 8)
    end
    parts[#parts + 1] = label(LABEL + width + 8, y + 16, "start", figure(row[chart.value]))
  end
  return table.concat(parts, "\n"), count * step + 4
end

-- The axis under the columns, with the greatest value.
local function axis(most, height)
  return ('<line class="axis" x1="%d" x2="%d" y1="%d" y2="%d"/>'):format(AXIS, WIDTH,
    height + 10, height + 10) .. label(AXIS - 6, 20, "end", number(most))
    .. label(AXIS - 6, height + 12, "end", "0")
end

-- A column for each row, over time; only every so many have a label.
local function columns(report, count)
  local chart, most, height = report.chart, shown.most(report), 200
  local first = #report.rows - count
  local step, parts = (WIDTH - AXIS) / count, {}
  local width, every = math.max(1, math.min(step - 2, WIDEST)), math.ceil(70 / step)
  for i = 1, count do
    local row, x = report.rows[first + i], AXIS + (i - 1) * step
    local value = numeric(row[chart.value])
    local h = most > 0 and value / most * height or 0
    parts[#parts + 1] = rect("bar", x + 1, 10 + height - h, width, h)
    if chart.part and value > 0 then
      local part = h * numeric(row[chart.part]) / value
      parts[#parts + 1] = rect("part", x + 1, 10 + height - part, width, part)
    end
    local text = fitted(name_of(row, chart), every * step - 8)
    if (i - 1) % every == 0 and x + pixels(text) <= WIDTH then
      parts[#parts + 1] = label(x, height + 28, "start", text)
    end
  end
  parts[#parts + 1] = axis(most, height)
  return table.concat(parts, "\n"), height + 36
end

local DRAWINGS, MOST = { bars = bars, columns = columns }, { bars = BARS, columns = 60 }

local function title_of(report, name)
  for _, column in ipairs(report.columns) do
    if column.name == name then return column.title end
  end
end

local function legend(report)
  local chart = report.chart
  local value = title_of(report, chart.value) or chart.value
  if not chart.part then return value end
  return ("%s, of them %s (orange)"):format(value, (title_of(report, chart.part)):lower())
end

local function described(report, count)
  local first = report.rows[1]
  return ("%s for %d of %d rows. The first: %s, %s."):format(legend(report), count, #report.rows,
    tostring(name_of(first, report.chart)), figure(first[report.chart.value]))
end

--- The drawing of a report, as HTML; empty where there is nothing to draw.
return function(report)
  local chart = report.chart
  if not chart or #report.rows == 0 then return "" end
  local count = math.min(#report.rows, MOST[chart.kind])
  local inside, height = DRAWINGS[chart.kind](report, count)
  local id = "drawing-" .. report.name
  local more = #report.rows > count
    and ('<p class="note">The drawing shows %d of %d rows.</p>'):format(count, #report.rows) or ""
  return table.concat({
    ('<p class="note">%s</p>'):format(escape(legend(report))),
    '<div class="scroll">',
    ('<svg viewBox="0 0 %d %d" role="img" aria-labelledby="%s-title %s-text">'):format(WIDTH,
      height, id, id),
    ('<title id="%s-title">%s</title>'):format(id, escape(report.title)),
    ('<desc id="%s-text">%s</desc>'):format(id, escape(described(report, count))),
    inside, "</svg></div>", more }, "\n")
end
