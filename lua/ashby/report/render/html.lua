--- html: reports as one page: a drawing in SVG and its table for each. No script,
-- nothing loaded or linked; every text from the data is escaped.
--
-- SPDX-License-Identifier: MIT

local display = require "ashby.display"
local shown = require "ashby.report.render.shown"

local html = {}

local BARS = 20 -- of a drawing; the table has all

local STYLE = [[
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --quiet: #57606a;
  --line: #d0d7de; --bar: #0b5cad; --part: #b35900; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --quiet: #9da7b3;
  --line: #3d444d; --bar: #58a6ff; --part: #f0a04b; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 4rem; background: var(--paper);
  color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 3rem 0 .25rem; }
p { margin: .25rem 0 .75rem; } .note { color: var(--quiet); font-size: .9rem; }
.lead { font-weight: 600; } a { color: var(--bar); }
nav ol { columns: 2; padding-left: 1.5rem; }
svg { display: block; width: 100%; height: auto; margin: .75rem 0; }
svg text { fill: var(--ink); font: 13px system-ui, sans-serif; }
.bar { fill: var(--bar); } .part { fill: var(--part); } .axis { stroke: var(--line); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; overflow-wrap: anywhere; }
th { font-weight: 600; } .number { text-align: right; white-space: nowrap;
  font-variant-numeric: tabular-nums; }
@page { size: A4; margin: 15mm; }
@media print { :root { --ink: #000; --paper: #fff; --quiet: #444; --line: #bbb; --bar: #0b5cad;
  --part: #b35900; } body { max-width: none; padding: 0; font-size: 11pt; }
  nav { display: none; } tr, svg { break-inside: avoid; } h2, section > p { break-after: avoid; }
  thead { display: table-header-group; } .scroll { overflow: visible; } }
]]

local ESCAPES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;",
  ["'"] = "&#39;" }

local function escape(text)
  return (display.line(tostring(text)):gsub("[&<>\"']", ESCAPES))
end

-- ---- drawings ----

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
  text = display.line(tostring(text or ""))
  local columns = math.floor(room / CHARACTER)
  local short = display.cut(text, columns)
  while columns > 1 and pixels(short) > room do
    columns = columns - 1
    short = display.cut(text, columns)
  end
  return short
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
      fitted(row[chart.label], LABEL - 10))
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
    local text = fitted(row[chart.label], every * step - 8)
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
    tostring(first[report.chart.label] or ""), figure(first[report.chart.value]))
end

local function drawing(report)
  local chart = report.chart
  if not chart or #report.rows == 0 then return "" end
  local count = math.min(#report.rows, MOST[chart.kind])
  local inside, height = DRAWINGS[chart.kind](report, count)
  local id = "drawing-" .. report.name
  local more = #report.rows > count
    and ('<p class="note">The drawing shows %d of %d rows.</p>'):format(count, #report.rows) or ""
  return table.concat({
    ('<p class="note">%s</p>'):format(escape(legend(report))),
    ('<svg viewBox="0 0 %d %d" role="img" aria-labelledby="%s-title %s-text">'):format(WIDTH,
      height, id, id),
    ('<title id="%s-title">%s</title>'):format(id, escape(report.title)),
    ('<desc id="%s-text">%s</desc>'):format(id, escape(described(report, count))),
    inside, "</svg>", more }, "\n")
end

-- ---- tables ----

local NUMBERS = { integer = true, days = true, percent = true }

local function cell(tag, column, text, more)
  local class = NUMBERS[column.type] and ' class="number"' or ""
  return ("<%s%s%s>%s</%s>"):format(tag, class, more or "", text, tag)
end

local function kept(report)
  local list = {}
  for _, column in ipairs(report.columns) do
    if column.type ~= "id" then list[#list + 1] = column end
  end
  return list
end

local function table_of(report)
  if #report.rows == 0 then return "<p>Nothing to show.</p>" end
  local list, lines = kept(report), { '<div class="scroll"><table><thead><tr>' }
  for _, column in ipairs(list) do
    lines[#lines + 1] = cell("th", column, escape(column.title), ' scope="col"')
  end
  lines[#lines + 1] = "</tr></thead><tbody>"
  for _, row in ipairs(report.rows) do
    local cells = {}
    for i, column in ipairs(list) do
      cells[i] = cell("td", column, "<bdi>" .. escape(shown.value(column, row[column.name]))
        .. "</bdi>")
    end
    lines[#lines + 1] = "<tr>" .. table.concat(cells) .. "</tr>"
  end
  lines[#lines + 1] = "</tbody></table></div>"
  return table.concat(lines, "\n")
end

-- ---- the page ----

local function section(entry)
  local report = entry.report
  local lines = { ('<section id="%s"><h2>%s</h2>'):format(entry.name, escape(entry.title)),
    ("<p>%s</p>"):format(escape(entry.question)) }
  if not report then
    lines[#lines + 1] = ('<p class="lead">%s</p>'):format(escape(entry.problem))
  else
    if entry.lead then
      lines[#lines + 1] = ('<p class="lead"><bdi>%s</bdi></p>'):format(escape(entry.lead))
    end
    if report.note ~= "" then
      lines[#lines + 1] = ('<p class="note">%s</p>'):format(escape(report.note))
    end
    lines[#lines + 1] = drawing(report)
    lines[#lines + 1] = table_of(report)
  end
  lines[#lines + 1] = "</section>"
  return table.concat(lines, "\n")
end

local function contents(entries)
  if #entries < 2 then return "" end
  local lines = { '<nav aria-label="Contents"><ol>' }
  for _, entry in ipairs(entries) do
    lines[#lines + 1] = ('<li><a href="#%s">%s</a></li>'):format(entry.name, escape(entry.title))
  end
  lines[#lines + 1] = "</ol></nav>"
  return table.concat(lines, "\n")
end

--- A page of reports.
---@param title string
---@param entries table[]  each { name, title, question, report or problem, lead }
---@param made string  when, for the page's head
---@return string
function html.render(title, entries, made)
  local parts = { "<!DOCTYPE html>", '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    ("<title>%s</title>"):format(escape(title)), "<style>\n" .. STYLE .. "</style></head><body>",
    ("<h1>%s</h1>"):format(escape(title)), ('<p class="note">%s</p>'):format(escape(made)),
    contents(entries), "<main>" }
  for _, entry in ipairs(entries) do parts[#parts + 1] = section(entry) end
  parts[#parts + 1] = "</main></body></html>\n"
  return table.concat(parts, "\n")
end

return html
