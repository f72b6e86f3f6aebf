--- drawing: a report's chart in SVG: a bar for each row, or a column for each month.
-- The words beneath it say how many of the rows it shows.
--
-- SPDX-License-Identifier: MIT

local ascii = require "ashby.text.ascii"
local display = require "ashby.text.display"
local line = require "ashby.text.line"
local escape = require "ashby.report.render.escape"
local shown = require "ashby.report.render.shown"

local MOST = { bars = 15, columns = 60 } -- as many as fit on a sheet; the table has all

-- Horizontally all is in percent, so that letters keep their size on a phone, on a
-- screen and on paper. These are the widths, in pixels, that must have room for them.
local NARROW, WIDE = 288, 608
local CHARACTER = 8.3 -- pixels, at 13 px in the widest of the common fonts

-- Roughly the room that a text takes: too much rather than too little.
local function pixels(text)
  local _, capitals = text:gsub("[A-Z]", "")
  local _, wide = text:gsub("[MWmw@%%]", "")
  return display.width(text) * CHARACTER + capitals * 2 + wide * 4.7
end

-- As much of the text as there is room for.
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

-- Written without %f, whose decimal point may be a comma.
local function percent(value)
  local hundredths = math.floor(value * 100 + 0.5)
  return ("%d.%02d%%"):format(math.floor(hundredths / 100), hundredths % 100)
end

-- x, width: percent; y, height: pixels.
local function rect(class, x, y, width, height)
  return ('<rect class="%s" x="%s" y="%d" width="%s" height="%d"/>'):format(class, percent(x),
    y, percent(width), height)
end

-- x: percent; by: pixels to the right of it.
local function label(x, by, y, text, class)
  return ('<text x="%s" dx="%d" y="%d"%s>%s</text>'):format(percent(x), by, y,
    class and (' class="%s"'):format(class) or "", escape(text))
end

local function column_of(report, name)
  for _, column in ipairs(report.columns) do
    if column.name == name then return column end
  end
  return { name = name, title = name }
end

-- What a bar's part is called beside it.
local function word_of(report)
  local chart = report.chart
  return chart.word or ascii.lower(column_of(report, chart.part).title)
end

local function numeric(value)
  return type(value) == "number" and value or 0
end

-- The figures of a row: "60, 20 hired". What is missing is not 0.
local function figures(report, row)
  local chart = report.chart
  local value, part = row[chart.value], chart.part and row[chart.part]
  if type(value) ~= "number" then return "no figure" end
  local text = shown.value(column_of(report, chart.value), value)
  if type(part) ~= "number" then return text end
  return ("%s, %s %s"):format(text, shown.value(column_of(report, chart.part), part),
    word_of(report))
end

-- ---- bars ----

local STEP, NAME, BAR, THIN = 42, 14, 14, 0.3 -- pixels; the last in percent
local GAP = 8

-- The width of the longest bar in percent, which leaves room for its figures.
local function longest(report, count)
  local room = 0
  for i = 1, count do room = math.max(room, pixels(figures(report, report.rows[i]))) end
  return math.max(20, 100 - (room + GAP) / NARROW * 100)
end

-- For each row its name, and beneath it the bar with its part, and the figures.
local function bars(report, count)
  local chart, most, full, parts = report.chart, shown.most(report), longest(report, count), {}
  for i = 1, count do
    local row, y = report.rows[i], (i - 1) * STEP
    local value = numeric(row[chart.value])
    local width = most > 0 and value / most * full or 0
    if value > 0 then width = math.max(width, THIN) end
    parts[#parts + 1] = label(0, 0, y + NAME, fitted(name_of(row, chart), NARROW))
    parts[#parts + 1] = rect("bar", 0, y + NAME + 5, width, BAR)
    if chart.part and value > 0 then
      parts[#parts + 1] = rect("part", 0, y + NAME + 5, width * numeric(row[chart.part]) / value,
        BAR)
    end
    parts[#parts + 1] = label(width, width > 0 and GAP or 0, y + NAME + 17, figures(report, row))
  end
  return table.concat(parts, "\n"), count * STEP
end

-- ---- columns ----

local TOP, HEIGHT, WIDEST = 20, 160, 8 -- pixels; the last in percent

local function rule(y)
  return ('<line class="axis" x1="0" x2="100%%" y1="%d" y2="%d"/>'):format(y, y)
end

-- The labels of the columns: as many as there is room for, on a phone fewer.
local function labels(report, count, first)
  local parts, step = {}, 100 / count
  local some = math.ceil(70 / (WIDE / count))
  local few = some * math.ceil(70 / (NARROW / count) / some)
  for i = 1, count, some do
    local is_few = (i - 1) % few == 0
    local width, every = is_few and NARROW or WIDE, is_few and few or some
    local x, name = (i - 1) * step, name_of(report.rows[first + i], report.chart)
    local text = fitted(name, every * step * width / 100 - GAP)
    if x * width / 100 + pixels(text) <= width then
      parts[#parts + 1] = label(x, 0, TOP + HEIGHT + 18, text, not is_few and "more" or nil)
    end
  end
  return table.concat(parts, "\n")
end

-- A column for each row, over time, under a line at the greatest value.
local function columns(report, count)
  local chart, most, first = report.chart, shown.most(report), #report.rows - count
  local step, bottom = 100 / count, TOP + HEIGHT
  local width = math.min(step * 0.85, WIDEST)
  local parts = { label(0, 0, TOP - 6, shown.value(column_of(report, chart.value), most)),
    rule(TOP) }
  for i = 1, count do
    local row, x = report.rows[first + i], (i - 1) * step
    local value = numeric(row[chart.value])
    local h = most > 0 and math.floor(value / most * HEIGHT + 0.5) or 0
    if value > 0 then h = math.max(h, 1) end
    parts[#parts + 1] = rect("bar", x, bottom - h, width, h)
    if chart.part and value > 0 then
      local part = math.floor(h * numeric(row[chart.part]) / value + 0.5)
      parts[#parts + 1] = rect("part", x, bottom - part, width, part)
    end
  end
  parts[#parts + 1] = rule(bottom)
  parts[#parts + 1] = labels(report, count, first)
  return table.concat(parts, "\n"), bottom + 26
end

local DRAWINGS = { bars = bars, columns = columns }

-- ---- words ----

local function legend(report)
  local chart = report.chart
  local text = ("%s by %s"):format(column_of(report, chart.value).title,
    ascii.lower(column_of(report, chart.label).title))
  if not chart.part then return text end
  return ("%s, of them %s in orange"):format(text, word_of(report))
end

local function described(report, count)
  local first = report.rows[1]
  return ("%s: %d of %d rows. The first: %s, %s."):format(legend(report), count, #report.rows,
    tostring(name_of(first, report.chart)), figures(report, first))
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
    ('<svg height="%d" role="img" aria-labelledby="%s-title %s-text">'):format(height, id, id),
    ('<title id="%s-title">%s</title>'):format(id, escape(report.title)),
    ('<desc id="%s-text">%s</desc>'):format(id, escape(described(report, count))),
    inside, "</svg>", more }, "\n")
end
